package dev.w2s.study.internal;

import static dev.w2s.study.internal.Extensions.LOSSES;

import dev.w2s.study.Loss;
import dev.w2s.study.LossDescription;
import dev.w2s.study.LossSetting;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import java.util.List;
import java.util.SortedMap;

/// The losses that are not built in.
public final class CustomLosses {
  private CustomLosses() {}

  /// Their methods, with their own settings.
  public static List<Methods.Entry> entries() {
    return LOSSES.all().values().stream().map(CustomLosses::entry).toList();
  }

  private static Methods.Entry entry(LossDescription loss) {
    try {
      Method method = new Method(loss.name(), custom(loss, LOSSES.defaults(loss)));
      return new Methods.Entry(loss.description(), loss.formula(), loss.source(), method);
    } catch (IllegalArgumentException e) {
      throw LOSSES.unusable(loss, String.valueOf(e.getMessage()));
    }
  }

  /// A loss with other settings.
  ///
  /// @throws IllegalArgumentException where its description refuses them
  static Loss.Custom with(Loss.Custom loss, SortedMap<String, Double> settings) {
    return custom(LOSSES.named(loss.name()), settings);
  }

  private static Loss.Custom custom(LossDescription loss, SortedMap<String, Double> settings) {
    Loss.Custom custom = new Loss.Custom(loss.name(), loss.version(), settings);
    loss.check(custom.settings());
    return custom;
  }

  /// The settings of a loss, in the order and with the comments of its description.
  static List<LossSetting> settings(Loss.Custom loss) {
    return LOSSES.settings(loss.name(), loss.settings());
  }
}
