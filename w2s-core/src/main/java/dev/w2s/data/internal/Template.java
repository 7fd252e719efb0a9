package dev.w2s.data.internal;

import java.util.ArrayList;
import java.util.List;

/// A text with places to fill: `Q: {question} A: {choice}`. Doubled braces stand for themselves.
///
/// @param pieces in order
public record Template(List<Piece> pieces) {
  public Template {
    pieces = List.copyOf(pieces);
  }

  /// A part of a template.
  public sealed interface Piece {
    /// Text that stays.
    record Words(String text) implements Piece {}

    /// A place for the value of a field.
    record Place(String field) implements Piece {}
  }

  /// Reads a template.
  ///
  /// @throws IllegalArgumentException where a brace has no partner or names nothing
  public static Template parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        words.append(c);
        at += 2;
      } else if (c == '{') {
        int end = closing(text, at);
        pieces.add(new Piece.Words(words.toString()));
        pieces.add(new Piece.Place(text.substring(at + 1, end).strip()));
        words.setLength(0);
        at = end + 1;
      } else if (c == '}') {
        throw new IllegalArgumentException(
            "text has a '}' without a '{' before it: \"" + text + "\"; }} stands for one brace");
      } else {
        words.append(c);
        at++;
      }
    }
    pieces.add(new Piece.Words(words.toString()));
    return new Template(pieces);
  }

  private static int closing(String text, int open) {
    int end = text.indexOf('}', open);
    if (end < 0) {
      throw new IllegalArgumentException(
          "text has a '{' that is never closed: \"" + text + "\"; {{ stands for one brace");
    }
    String name = text.substring(open + 1, end);
    if (name.isBlank() || name.indexOf('{') >= 0) {
      throw new IllegalArgumentException(
          "text has '{" + name + "}', which names no field: \"" + text + "\"");
    }
    return end;
  }

  /// The fields it needs, in order.
  public List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Place place) {
        fields.add(place.field());
      }
    }
    return fields;
  }
}
