package dev.w2s.study.internal;

import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A choice of a study file: a word, or a map from the word to its settings, as in `{anchor: {rows:
/// 50}}`.
final class NamedChoice {
  /// One setting of a choice.
  ///
  /// @param value as a file writes it
  record Setting(String key, String comment, String value) {
    static Setting of(String key, String comment, double value) {
      return new Setting(key, comment, RecipeSettings.number(value));
    }
  }

  private NamedChoice() {}

  /// Choices by name, in their order.
  static <T> SequencedMap<String, T> choices(Function<T, String> name, List<T> choices) {
    SequencedMap<String, T> named = new LinkedHashMap<>();
    choices.forEach(choice -> named.put(name.apply(choice), choice));
    return Collections.unmodifiableSequencedMap(named);
  }

  /// Reads a choice.
  ///
  /// @param kind what it is, for messages
  /// @param defaults every choice with the settings it has unless the file says otherwise
  /// @param settings reads a map of settings over those of a default
  static <T> Field<T> read(
      YamlValue value,
      String kind,
      Map<String, T> defaults,
      BiFunction<YamlMap, T, Field<T>> settings) {
    return value.isMap()
        ? value.map(map -> named(map, kind, defaults, settings))
        : value.oneOf(defaults);
  }

  private static <T> Field<T> named(
      YamlMap map,
      String kind,
      Map<String, T> defaults,
      BiFunction<YamlMap, T, Field<T>> settings) {
    List<String> said = defaults.keySet().stream().filter(map::has).toList();
    if (said.size() != 1) {
      return map.self()
          .fail(
              "%s is one of %s, alone or with settings: {name: {key: value}}"
                  .formatted(kind, String.join(", ", defaults.keySet())));
    }
    String name = said.getFirst();
    return map.at(name).map(inner -> settings.apply(inner, defaults.get(name)));
  }

  /// As a file writes it.
  static String text(String name, List<Setting> settings) {
    return settings.isEmpty()
        ? name
        : "{%s: {%s}}"
            .formatted(
                name,
                settings.stream()
                    .map(setting -> setting.key() + ": " + setting.value())
                    .collect(Collectors.joining(", ")));
  }
}
