package dev.w2s.data.internal;

import dev.w2s.data.Reading;
import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Filter;
import dev.w2s.data.Reading.Group;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads how records become examples. A map within a task file, for records of another form, says
/// only what is other there; what it leaves out is as in the map around it.
///
/// @param around the parts of the map around it; empty for the task file itself
record ReadingDecoder(Optional<Parts> around, Field<List<String>> classes) {
  /// A reading in its parts, each of which may be broken.
  record Parts(
      YamlMap map,
      Field<List<String>> texts,
      Field<Answer> answer,
      Field<Optional<String>> id,
      Field<Optional<Group>> group,
      Field<Optional<String>> difficulty,
      Field<List<Filter>> filters) {
    Field<Reading> reading() {
      return map.build(() ->
          new Reading(
              offering(texts.value(), answer.value()),
              answer.value(),
              id.value(),
              group.value(),
              difficulty.value(),
              filters.value()));
    }
  }

  /// The parts of a map's reading.
  Parts parts(YamlMap map) {
    return new Parts(
        map,
        part(map, "text", Parts::texts, ReadingDecoder::texts),
        AnswerDecoder.isIn(map) || around.isEmpty()
            ? AnswerDecoder.answer(map, classes)
            : around.get().answer(),
        part(map, "id", Parts::id, value -> value.text().optional()),
        part(map, "group", Parts::group, value -> group(value).optional()),
        part(map, "difficulty", Parts::difficulty, value -> value.text().optional()),
        FilterDecoder.isIn(map) || around.isEmpty()
            ? FilterDecoder.filters(map)
            : around.get().filters());
  }

  private <T> Field<T> part(
      YamlMap map,
      String key,
      Function<Parts, Field<T>> otherwise,
      Function<YamlValue, Field<T>> read) {
    YamlValue value = map.at(key);
    return map.has(key) || around.isEmpty() ? read.apply(value) : otherwise.apply(around.get());
  }

  private static Field<List<String>> texts(YamlValue value) {
    return value.listOrSingle(item -> item.text().map(ReadingDecoder::template)).required();
  }

  private static String template(String text) {
    Template.parse(text);
    return text;
  }

  private static Field<Group> group(YamlValue value) {
    return value.textOrMap(
        Group::of,
        map -> {
          Field<String> field = map.at("field").text().required();
          Field<String> before = map.at("before").text().or("");
          return map.build(() -> new Group(field.value(), before.value()));
        });
  }

  private static List<String> offering(List<String> texts, Answer answer) {
    if (answer instanceof Answer.Puzzle && !texts.equals(List.of("{position}"))) {
      throw new IllegalArgumentException("text of a puzzle must be \"{position}\"");
    }
    List<String> fields =
        texts.stream().flatMap(text -> Template.parse(text).fields().stream()).toList();
    boolean offers = fields.contains("choice");
    String what =
        switch (answer) {
          case Answer.Field _, Answer.Written _, Answer.Puzzle _ -> "";
          case Answer.Choices choices -> "right and wrong answers";
          case Answer.Comparison comparison -> "both completions";
        };
    if (!what.isEmpty() && !offers) {
      throw new IllegalArgumentException(
          "text must hold {choice}, or " + what + " would read alike");
    }
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(
          "text must hold the name of a field in braces, or all rows would read alike: \"%s\""
              .formatted(String.join("\", \"", texts)));
    }
    return texts;
  }
}
