package dev.w2s.report.internal;

import java.util.List;
import java.util.stream.Collectors;

/// Lines of comma-separated values, RFC 4180.
final class CsvText {
  private final StringBuilder text = new StringBuilder();

  /// Adds a line, ended by CR LF.
  void line(List<String> cells) {
    text.append(cells.stream().map(CsvText::quoted).collect(Collectors.joining(",")));
    text.append("\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
