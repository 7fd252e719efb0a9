package dev.w2s.data.internal;

import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Verdict;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what two completions are compared by: the map below `pair`.
final class ComparisonDecoder {
  private static final Map<String, Boolean> SIDES = Map.of("one", true, "other", false);

  private enum Ties {
    FAIL,
    DROP
  }

  private ComparisonDecoder() {}

  /// The comparison, or its problems.
  static Field<Answer> comparison(YamlMap map) {
    boolean chosen = map.has("chosen");
    Field<String> one = map.at(chosen ? "chosen" : "one").text().required();
    Field<String> other = map.at(chosen ? "rejected" : "other").text().required();
    Field<Verdict> verdict = chosen ? map.build(Verdict.One::new) : verdict(map);
    Field<Ties> ties = map.at("ties").oneOf(Ties.class).or(Ties.FAIL);
    return map.build(() ->
        new Answer.Comparison(
            one.value(), other.value(), verdict.value(), ties.value() == Ties.DROP));
  }

  private static Field<Verdict> verdict(YamlMap map) {
    if (map.has("better") == map.has("scores")) {
      return map.self()
          .fail("a pair is {chosen, rejected}, {one, other, better} or {one, other, scores}");
    }
    return map.has("better")
        ? map.at("better").map(ComparisonDecoder::named)
        : map.at("scores").list(YamlValue::text).map(ComparisonDecoder::scores);
  }

  private static Field<Verdict> named(YamlMap map) {
    Field<String> field = map.at("field").text().required();
    Field<Map<String, Boolean>> values =
        map.at("values").texts().map(ComparisonDecoder::sides).required();
    Field<List<String>> drop = map.at("drop").listOrSingle(YamlValue::text).or(List.of());
    return map.build(() -> new Verdict.Named(field.value(), values.value(), drop.value()));
  }

  private static Map<String, Boolean> sides(Map<String, String> values) {
    Map<String, Boolean> sides = new LinkedHashMap<>();
    values.forEach((value, side) -> {
      Boolean one = SIDES.get(side);
      if (one == null) {
        throw new IllegalArgumentException(
            "values say which is the better, one or other, but '" + value + "' is " + side);
      }
      sides.put(value, one);
    });
    return sides;
  }

  private static Verdict scores(List<String> fields) {
    if (fields.size() != 2) {
      throw new IllegalArgumentException(
          "scores names two fields, of the one and of the other, but names " + fields);
    }
    return new Verdict.Scores(fields.getFirst(), fields.getLast());
  }
}
