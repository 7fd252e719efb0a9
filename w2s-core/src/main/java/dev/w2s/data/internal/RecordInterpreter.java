package dev.w2s.data.internal;

import dev.w2s.data.Example;
import dev.w2s.data.Match;
import dev.w2s.data.Reading;
import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Condition;
import dev.w2s.data.Reading.Filter;
import dev.w2s.data.Reading.Group;
import dev.w2s.data.Reference;
import dev.w2s.data.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Makes examples of one record, as a reading says.
public final class RecordInterpreter {
  private static final String CHOICE = "choice";
  private static final String POSITION = "position";
  private static final int RIGHT = 1;

  private final List<String> classes;
  private final Reading reading;
  private final RecordNames names;
  private final List<Template> templates;

  /// @param names of records whose reading names no field for it
  public RecordInterpreter(List<String> classes, Reading reading, RecordNames names) {
    this.classes = classes;
    this.reading = reading;
    this.names = names;
    this.templates = reading.texts().stream().map(Template::parse).toList();
  }

  /// The record's examples; none where its label is dropped, or where something is wrong, which is
  /// then told once for each file.
  public List<Example> examples(Source source, SourceRecord record, Problems problems) {
    try {
      return reading.filters().stream().allMatch(filter -> passes(record, filter))
          ? examples(source, record)
          : List.of();
    } catch (BadRecord e) {
      problems.addOnce(record.file() + e.problem(), record.problem(e.problem()));
      return List.of();
    }
  }

  private static boolean passes(SourceRecord record, Filter filter) {
    return meets(record, filter.field(), filter.condition()) == filter.keep();
  }

  private static boolean meets(SourceRecord record, String field, Condition condition) {
    String text = record.text(field).strip();
    return switch (condition) {
      case Condition.OneOf(List<String> values) -> values.contains(text);
      case Condition.Within range -> !text.isEmpty() && range.holds(record.number("value", field));
    };
  }

  private List<Example> examples(Source source, SourceRecord record) {
    String id =
        reading
            .id()
            .map(record::word)
            .map(names::of)
            .orElseGet(() -> names.of(source, record.row()));
    String group = reading.group().map(field -> group(record, field)).orElse(id);
    return switch (reading.answer()) {
      case Answer.Field answer -> labelled(record, answer, id, group);
      case Answer.Choices answer -> offered(record, answer, id, group);
      case Answer.Comparison answer -> compared(record, answer, id, group);
      case Answer.Written answer -> asked(record, answer, id, group);
      case Answer.Puzzle answer -> posed(record, answer, id, group);
    };
  }

  private static String group(SourceRecord record, Group group) {
    String value = record.word(group.field());
    int end = group.before().isEmpty() ? -1 : value.indexOf(group.before());
    return end <= 0 ? value : value.substring(0, end);
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
    return List.of(new Example(id, group, texts, classes.indexOf(name), difficulty(record)));
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

  // Which stands first is a matter of the id alone, so that places say nothing of the label.
  private List<Example> compared(
      SourceRecord record, Answer.Comparison answer, String id, String group) {
    Optional<Duel> duel = Duel.of(record, answer);
    if (duel.isEmpty()) {
      return List.of();
    }
    int label = StableHash.below(2, StableHash.of(id));
    String better = text(record, templates.getFirst(), Map.of(CHOICE, duel.get().better()));
    String worse = text(record, templates.getFirst(), Map.of(CHOICE, duel.get().worse()));
    List<String> texts = label == 0 ? List.of(better, worse) : List.of(worse, better);
    return List.of(new Example(id, group, texts, label, difficulty(record)));
  }

  private List<Example> asked(SourceRecord record, Answer.Written answer, String id, String group) {
    String value = record.text(answer.field());
    int before = answer.after().isEmpty() ? 0 : value.lastIndexOf(answer.after());
    String text = before < 0 ? "" : value.substring(before + answer.after().length()).strip();
    if (text.isEmpty()) {
      throw new BadRecord(
          "field '%s' holds no answer%s"
              .formatted(
                  answer.field(),
                  answer.after().isEmpty() ? "" : " behind '" + answer.after() + "'"));
    }
    Reference reference = new Reference(text, answer.match());
    return List.of(written(record, texts(record, Map.of()), reference, id, group));
  }

  private List<Example> posed(SourceRecord record, Answer.Puzzle answer, String id, String group) {
    return Puzzle.of(record, answer).stream()
        .map(puzzle ->
            written(
                record,
                texts(record, Map.of(POSITION, puzzle.position())),
                new Reference(puzzle.move(), Match.MOVE),
                id,
                group))
        .toList();
  }

  private Example written(
      SourceRecord record, List<String> texts, Reference reference, String id, String group) {
    return new Example(id, group, texts, RIGHT, difficulty(record), Optional.of(reference));
  }

  private List<String> texts(SourceRecord record, Map<String, String> given) {
    return templates.stream().map(template -> text(record, template, given)).toList();
  }

  static String text(SourceRecord record, Template template, Map<String, String> given) {
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
    String text = record.text(field);
    return text.isBlank()
        ? OptionalDouble.empty()
        : OptionalDouble.of(record.number("difficulty", field));
  }
}
