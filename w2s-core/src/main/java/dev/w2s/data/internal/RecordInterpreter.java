package dev.w2s.data.internal;

import dev.w2s.data.Example;
import dev.w2s.data.Reading;
import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Task;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/// Makes examples of one record, as a task's reading says.
public final class RecordInterpreter {
  private static final String CHOICE = "choice";

  private final Task task;
  private final Reading reading;
  private final List<Template> templates;

  public RecordInterpreter(Task task) {
    this.task = task;
    this.reading = task.reading();
    this.templates = reading.texts().stream().map(Template::parse).toList();
  }

  /// The record's examples; none where its label is dropped, or where something is wrong, which is
  /// then told once for each file.
  ///
  /// @param fallbackId the record's id where the task names no field for it
  public List<Example> examples(SourceRecord record, String fallbackId, Problems problems) {
    try {
      return examples(record, fallbackId);
    } catch (BadRecord e) {
      problems.addOnce(record.file() + e.problem(), record.problem(e.problem()));
      return List.of();
    }
  }

  private List<Example> examples(SourceRecord record, String fallbackId) {
    String id = reading.id().map(record::word).orElse(fallbackId);
    String group = reading.group().map(record::word).orElse(id);
    return switch (reading.answer()) {
      case Answer.Field answer -> labelled(record, answer, id, group);
      case Answer.Choices answer -> offered(record, answer, id, group);
    };
  }

  private List<Example> labelled(
      SourceRecord record, Answer.Field answer, String id, String group) {
    String value = record.word(answer.field());
    if (answer.drop().contains(value)) {
      return List.of();
    }
    String name = answer.values().get(value);
    if (name == null) {
      throw new BadRecord(unknownLabel(answer, value));
    }
    List<String> texts = texts(record, Map.of());
    return List.of(new Example(id, group, texts, task.classes().indexOf(name), difficulty(record)));
  }

  private static String unknownLabel(Answer.Field answer, String value) {
    String known = String.join(", ", answer.values().keySet().stream().sorted().toList());
    return "the label '" + value + "' of field '" + answer.field() + "' is none of: " + known;
  }

  private List<Example> offered(
      SourceRecord record, Answer.Choices answer, String id, String group) {
    Options options = Options.of(record, answer);
    String wrong = options.wrong(StableHash.of(id));
    List<String> wrongTexts = texts(record, Map.of(CHOICE, wrong));
    List<String> rightTexts = texts(record, Map.of(CHOICE, options.right()));
    OptionalDouble difficulty = difficulty(record);
    return List.of(
        new Example(id + "#0", group, wrongTexts, 0, difficulty),
        new Example(id + "#1", group, rightTexts, 1, difficulty));
  }

  private List<String> texts(SourceRecord record, Map<String, String> given) {
    return templates.stream().map(template -> text(record, template, given)).toList();
  }

  private static String text(SourceRecord record, Template template, Map<String, String> given) {
    StringBuilder text = new StringBuilder();
    for (Template.Piece piece : template.pieces()) {
      text.append(
          switch (piece) {
            case Template.Piece.Words words -> words.text();
            case Template.Piece.Place place -> {
              String value = given.get(place.field());
              yield value == null ? record.text(place.field()) : value;
            }
          });
    }
    if (text.toString().isBlank()) {
      throw new BadRecord(
          "the text is blank; it is made of " + String.join(", ", template.fields()));
    }
    return text.toString();
  }

  private OptionalDouble difficulty(SourceRecord record) {
    if (reading.difficulty().isEmpty()) {
      return OptionalDouble.empty();
    }
    String field = reading.difficulty().get();
    JsonNode value = record.field(field);
    String text = record.text(field);
    return text.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(number(field, value, text));
  }

  private static double number(String field, JsonNode value, String text) {
    try {
      double number = value.isBoolean() ? Double.NaN : Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for values that are numbers but not finite.
    }
    throw new BadRecord("the difficulty '" + text + "' of field '" + field + "' is not a number");
  }
}
