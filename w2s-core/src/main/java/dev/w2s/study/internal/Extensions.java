package dev.w2s.study.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.Extension;
import dev.w2s.study.LabelTransformDescription;
import dev.w2s.study.LossDescription;
import dev.w2s.study.LossSetting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is on the class path of one kind of extension.
///
/// @param type the kind
/// @param kind the same for people
public record Extensions<E extends Extension>(Class<E> type, String kind) {
  /// Losses that are not built in.
  public static final Extensions<LossDescription> LOSSES =
      new Extensions<>(LossDescription.class, "loss");

  /// Label transforms that are not built in.
  public static final Extensions<LabelTransformDescription> TRANSFORMS =
      new Extensions<>(LabelTransformDescription.class, "label transform");

  /// All of them, by name.
  ///
  /// @throws BadInputException where one cannot be used, and why
  public SequencedMap<String, E> all() {
    SequencedMap<String, E> found = new LinkedHashMap<>();
    try {
      for (E one : ServiceLoader.load(type)) {
        E other = found.putIfAbsent(one.name(), one);
        if (other != null) {
          throw unusable(one, "it has the name of " + other.getClass().getName());
        }
      }
    } catch (ServiceConfigurationError e) {
      throw new BadInputException(
          "a %s on the class path cannot be used: %s".formatted(kind, e.getMessage()));
    }
    return found;
  }

  /// The one of a name.
  ///
  /// @throws BadInputException where there is none; the message names the nearest
  public E named(String name) {
    SequencedMap<String, E> known = all();
    E found = known.get(name);
    if (found == null) {
      throw new BadInputException(
          "unknown %s '%s'; %s".formatted(kind, name, Suggestion.of(name, known.keySet())));
    }
    return found;
  }

  /// The one of a name that can do more than describe itself.
  ///
  /// @param version that results were asked for
  /// @param able what it must be
  /// @param purpose what for, to people: `to be trained with`
  /// @throws BadInputException where there is none
  public <P extends E> P able(String name, int version, Class<P> able, String purpose) {
    E found = named(name);
    if (!able.isInstance(found)) {
      throw unusable(found, "%s, it must implement %s".formatted(purpose, able.getName()));
    }
    if (found.version() != version) {
      throw unusable(
          found, "version %d is asked for but this is %d".formatted(version, found.version()));
    }
    return able.cast(found);
  }

  /// The settings that one has unless a study says otherwise, by key.
  SortedMap<String, Double> defaults(E one) {
    SortedMap<String, Double> settings = new TreeMap<>();
    one.settings().forEach(setting -> settings.put(setting.key(), setting.value()));
    return settings;
  }

  /// The settings of the one of a name, in the order and with the comments of its description.
  ///
  /// @param values those that it has
  List<LossSetting> settings(String name, SortedMap<String, Double> values) {
    return named(name).settings().stream()
        .map(setting ->
            new LossSetting(
                setting.key(),
                setting.comment(),
                values.getOrDefault(setting.key(), setting.value())))
        .toList();
  }

  BadInputException unusable(E one, String why) {
    return new BadInputException(
        "the %s '%s' of %s cannot be used: %s"
            .formatted(kind, one.name(), one.getClass().getName(), why));
  }
}
