package dev.w2s.data.internal;

import dev.w2s.problem.Problem;
import dev.w2s.problem.Suggestion;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// One record of a source.
///
/// @param file the file it stands in
/// @param row counted from 1; the line of a `jsonl` file, the record below the header of a `csv`
///   file
/// @param fields in the order of the file; a `csv` file gives text only
public record SourceRecord(Path file, long row, ObjectNode fields) {
  /// A problem of this record.
  public Problem problem(String message) {
    return Problem.atRow(file, row, message);
  }

  /// Whether there is such a field.
  boolean has(String name) {
    return !find(name).isMissingNode();
  }

  /// A field, or one within another where the name has dots (`choices.text`).
  JsonNode field(String name) {
    JsonNode node = find(name);
    if (node.isMissingNode()) {
      throw new BadRecord(
          "there is no field '" + name + "'; " + Suggestion.of(name, fields.propertyNames()));
    }
    return node;
  }

  /// A field's value as text, blank where it is null.
  String text(String name) {
    JsonNode node = field(name);
    if (node.isObject()) {
      throw new BadRecord(
          "field '%s' is an object; name a field of it, such as '%s.%s'"
              .formatted(name, name, node.propertyNames().stream().findFirst().orElse("text")));
    }
    return Json.text(node);
  }

  /// A field that must say something: an id, a group, a label.
  String word(String name) {
    String text = text(name);
    if (text.isBlank()) {
      throw new BadRecord("field '" + name + "' is empty");
    }
    return text;
  }

  /// A field that must be a finite number.
  ///
  /// @param what the number is, for the message
  double number(String what, String name) {
    String text = text(name);
    try {
      double number = field(name).isBoolean() ? Double.NaN : Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for values that are numbers but not finite.
    }
    throw new BadRecord("the %s '%s' of field '%s' is not a number".formatted(what, text, name));
  }

  private JsonNode find(String name) {
    JsonNode direct = fields.path(name);
    if (!direct.isMissingNode() || name.indexOf('.') < 0) {
      return direct;
    }
    JsonNode node = fields;
    for (String step : name.split("\\.", -1)) {
      node = node.isObject() ? node.path(step) : MissingNode.getInstance();
    }
    return node;
  }
}
