package dev.w2s.data.internal;

import dev.w2s.data.Reading.Bound;
import dev.w2s.data.Reading.Condition;
import dev.w2s.data.Reading.Filter;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads `only` and `skip`: which records are read, by values of their fields, or by how large
/// numbers in them are.
final class FilterDecoder {
  private FilterDecoder() {}

  static boolean isIn(YamlMap map) {
    boolean only = map.has("only");
    return map.has("skip") || only;
  }

  static Field<List<Filter>> filters(YamlMap map) {
    Field<List<Filter>> only = filters(map.at("only"), true);
    Field<List<Filter>> skip = filters(map.at("skip"), false);
    return map.build(() -> Stream.concat(only.value().stream(), skip.value().stream()).toList());
  }

  private static Field<List<Filter>> filters(YamlValue value, boolean keep) {
    return value
        .entries(FilterDecoder::condition)
        .or(Map.of())
        .map(byField ->
            byField.entrySet().stream()
                .map(entry -> new Filter(entry.getKey(), entry.getValue(), keep))
                .toList());
  }

  private static Field<Condition> condition(YamlValue value) {
    return value.isMap()
        ? value.map(FilterDecoder::within)
        : value.listOrSingle(YamlValue::text).map(Condition.OneOf::new);
  }

  private static Field<Condition> within(YamlMap map) {
    Field<Optional<Bound>> low = bound(map, "at-least", "above");
    Field<Optional<Bound>> high = bound(map, "at-most", "below");
    return map.build(() -> new Condition.Within(low.value(), high.value()));
  }

  private static Field<Optional<Bound>> bound(YamlMap map, String included, String excluded) {
    Field<Optional<Double>> with = map.at(included).number().optional();
    Field<Optional<Double>> without = map.at(excluded).number().optional();
    return map.build(() -> {
      if (with.value().isPresent() && without.value().isPresent()) {
        throw new IllegalArgumentException(
            excluded + " and " + included + " bound one side; it can have one of them");
      }
      return with.value()
          .map(number -> new Bound(number, true))
          .or(() -> without.value().map(number -> new Bound(number, false)));
    });
  }
}
