package dev.w2s.cli;

import java.util.ArrayList;
import java.util.List;

/// Text of people, as lines of a terminal.
final class Paragraph {
  private static final String MORE = "...";

  private Paragraph() {}

  /// The text in lines, broken between words where that can be; what is left after the last line is
  /// an ellipsis.
  ///
  /// @param width characters of a line
  /// @param most lines
  static List<String> lines(String text, int width, int most) {
    List<String> lines = lines(text, width);
    return lines.size() <= most ? lines : cut(lines.subList(0, most), width);
  }

  /// The end of a text in lines, after an ellipsis where it is not the whole.
  static List<String> lastLines(String text, int width, int most) {
    List<String> lines = lines(text, width);
    if (lines.size() <= most) {
      return lines;
    }
    List<String> last = new ArrayList<>(lines.subList(lines.size() - most, lines.size()));
    last.addFirst(MORE);
    return last;
  }

  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : text.strip().split("\\R", -1)) {
      wrap(plain(line), width, lines);
    }
    return lines;
  }

  /// The text in one line.
  static String line(String text, int width) {
    String line = plain(text.strip().replaceAll("\\s+", " "));
    return line.length() <= width ? line : line.substring(0, width - MORE.length()) + MORE;
  }

  // Texts come from anywhere: what a terminal would take for a command is shown as a place.
  private static String plain(String line) {
    return line.replace("\t", "  ").replaceAll("\\p{Cntrl}", "·");
  }

  private static void wrap(String text, int width, List<String> lines) {
    String rest = text;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
  }

  private static List<String> cut(List<String> lines, int width) {
    List<String> cut = new ArrayList<>(lines);
    String last = cut.removeLast();
    cut.add(last.substring(0, Math.min(last.length(), width - MORE.length())) + MORE);
    return cut;
  }
}
