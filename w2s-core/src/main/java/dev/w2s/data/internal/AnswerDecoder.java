package dev.w2s.data.internal;

import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Naming;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a label is made of: `label`, `choices` or `pair`.
final class AnswerDecoder {
  private static final List<String> KEYS = List.of("label", "choices", "pair", "answer", "puzzle");

  private AnswerDecoder() {}

  /// Whether a map says anything of it.
  static boolean isIn(YamlMap map) {
    return given(map) > 0;
  }

  private static long given(YamlMap map) {
    // Not until one is found: a key that was not asked for would be an unknown one.
    return KEYS.stream().map(map::has).toList().stream().filter(has -> has).count();
  }

  /// The answer, or its problems.
  static Field<Answer> answer(YamlMap map, Field<List<String>> classes) {
    if (given(map) != 1) {
      return map.self().fail("a task has one of 'label', 'choices', 'pair', 'answer' and 'puzzle'");
    }
    if (map.has("choices")) {
      return map.at("choices").map(AnswerDecoder::choices);
    }
    if (map.has("pair")) {
      return map.at("pair").map(ComparisonDecoder::comparison);
    }
    if (map.has("answer")) {
      return map.at("answer").map(WrittenDecoder::written);
    }
    if (map.has("puzzle")) {
      return map.at("puzzle").map(WrittenDecoder::puzzle);
    }
    YamlValue label = map.at("label");
    return label.isMap() ? label.map(inner -> label(inner, classes)) : plain(map, classes);
  }

  private static Field<Answer> plain(YamlMap map, Field<List<String>> classes) {
    Field<String> field = map.at("label").text();
    return map.build(
        () -> new Answer.Field(field.value(), ClassNames.values(classes.value()), List.of()));
  }

  private static Field<Answer> label(YamlMap map, Field<List<String>> classes) {
    Field<String> field = map.at("field").text().required();
    Field<Optional<Map<String, String>>> values = map.at("values").texts().optional();
    Field<List<String>> drop = map.at("drop").listOrSingle(YamlValue::text).or(List.of());
    return map.build(() -> {
      List<String> names = classes.value();
      Map<String, String> named =
          values.value().map(v -> onto(v, names)).orElseGet(() -> ClassNames.values(names));
      return new Answer.Field(field.value(), named, drop.value());
    });
  }

  /// Every value gives a class, and every class has a value.
  private static Map<String, String> onto(Map<String, String> values, List<String> classes) {
    Set<String> unknown = new LinkedHashSet<>(values.values());
    classes.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "values give classes that are not among %s: %s"
              .formatted(classes, String.join(", ", unknown)));
    }
    List<String> without = classes.stream().filter(c -> !values.containsValue(c)).toList();
    if (!without.isEmpty()) {
      throw new IllegalArgumentException(
          "values give no label the class " + String.join(", ", without));
    }
    return values;
  }

  private static Field<Answer> choices(YamlMap map) {
    Field<List<String>> options = map.at("options").listOrSingle(YamlValue::text).required();
    Field<Right> right =
        map.at("right").textOrMap(field -> new Right(field, Naming.TEXT), Right::decode).required();
    return map.build(
        () -> new Answer.Choices(options.value(), right.value().field(), right.value().naming()));
  }

  private record Right(String field, Naming naming) {
    static Field<Right> decode(YamlMap map) {
      Field<String> field = map.at("field").text().required();
      Field<Naming> naming = map.at("as").oneOf(Naming.class).or(Naming.TEXT);
      return map.build(() -> new Right(field.value(), naming.value()));
    }
  }
}
