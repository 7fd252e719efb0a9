package dev.w2s.study.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// Writes commented YAML, two columns for each level.
final class YamlText {
  private static final int WIDTH = 100;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");
  private static final List<String> RESERVED = List.of("null", "Null", "NULL");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringBuilder text = new StringBuilder();

  void blank() {
    text.append('\n');
  }

  /// A comment before what follows, in as many lines as it needs.
  void comment(int level, String comment) {
    for (String line : wrapped(comment, WIDTH - 2 * level)) {
      line(level, "# " + line);
    }
  }

  void key(int level, String key) {
    line(level, key + ":");
  }

  void value(int level, String key, String value) {
    line(level, key + ": " + value);
  }

  void line(int level, String line) {
    text.append("  ".repeat(level)).append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /// Text in quotes where it needs them; a JSON string is a YAML string.
  static String quoted(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !RESERVED.contains(text);
    return plain ? text : string(text);
  }

  /// Text in quotes.
  static String string(String text) {
    return JSON.writeValueAsString(text);
  }

  private static List<String> wrapped(String comment, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : comment.strip().split("\\s+", -1)) {
      if (!line.isEmpty() && line.length() + word.length() + 1 > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
