package dev.w2s.study.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.Loss;
import dev.w2s.study.LossDescription;
import dev.w2s.study.LossSetting;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/// The losses that are not built in.
public final class CustomLosses {
  private CustomLosses() {}

  /// All descriptions on the class path, by name.
  public static SequencedMap<String, LossDescription> all() {
    SequencedMap<String, LossDescription> found = new LinkedHashMap<>();
    try {
      for (LossDescription loss : ServiceLoader.load(LossDescription.class)) {
        LossDescription other = found.putIfAbsent(loss.name(), loss);
        if (other != null) {
          throw unusable(loss, "it has the name of " + other.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new BadInputException("a loss on the class path cannot be used: " + e.getMessage());
    }
    return found;
  }

  /// Their methods, with their own settings.
  public static List<Methods.Entry> entries() {
    List<Methods.Entry> entries = new ArrayList<>();
    all().values().forEach(loss -> entries.add(entry(loss)));
    return entries;
  }

  private static Methods.Entry entry(LossDescription loss) {
    SortedMap<String, Double> settings = new TreeMap<>();
    try {
      loss.settings().forEach(setting -> settings.put(setting.key(), setting.value()));
      Method method = new Method(loss.name(), custom(loss, settings));
      return new Methods.Entry(loss.description(), loss.formula(), loss.source(), method);
    } catch (IllegalArgumentException e) {
      throw unusable(loss, String.valueOf(e.getMessage()));
    }
  }

  /// A loss with other settings.
  ///
  /// @throws IllegalArgumentException where its description refuses them
  static Loss.Custom with(Loss.Custom loss, SortedMap<String, Double> settings) {
    return custom(described(loss), settings);
  }

  private static Loss.Custom custom(LossDescription loss, SortedMap<String, Double> settings) {
    Loss.Custom custom = new Loss.Custom(loss.name(), loss.version(), settings);
    loss.check(custom.settings());
    return custom;
  }

  /// The settings of a loss, in the order and with the comments of its description.
  static List<LossSetting> settings(Loss.Custom loss) {
    return described(loss).settings().stream()
        .map(setting ->
            new LossSetting(
                setting.key(),
                setting.comment(),
                loss.settings().getOrDefault(setting.key(), setting.value())))
        .toList();
  }

  private static LossDescription described(Loss.Custom loss) {
    SequencedMap<String, LossDescription> known = all();
    LossDescription description = known.get(loss.name());
    if (description == null) {
      throw new BadInputException(
          "unknown loss '" + loss.name() + "'; " + Suggestion.of(loss.name(), known.keySet()));
    }
    return description;
  }

  private static BadInputException unusable(LossDescription loss, String why) {
    return new BadInputException(
        "the loss '%s' of %s cannot be used: %s"
            .formatted(loss.name(), loss.getClass().getName(), why));
  }
}
