package dev.w2s.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A table of text, its columns as wide as they have to be.
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();

  private Columns() {}

  static Columns of(String... header) {
    Columns columns = new Columns();
    columns.row(header);
    return columns;
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        line.append(row.get(c)).repeat(' ', width(c) - row.get(c).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
