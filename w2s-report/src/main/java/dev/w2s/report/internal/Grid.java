package dev.w2s.report.internal;

import java.util.ArrayList;
import java.util.List;

/// A table of plain text, its columns as wide as they have to be: names flush left, numbers flush
/// right.
public final class Grid {
  private final List<List<String>> rows = new ArrayList<>();
  private final int names;

  private Grid(int names) {
    this.names = names;
  }

  /// A table with a heading.
  ///
  /// @param names how many columns, from the left, hold names
  public static Grid of(int names, List<String> header) {
    Grid grid = new Grid(names);
    grid.row(header);
    return grid;
  }

  /// Adds a line, with a cell for each of the heading's.
  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  /// The lines, the heading first.
  public List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      int blank = widths[c] - cells.get(c).length();
      line.repeat(' ', (c > 0 ? 2 : 0) + (c < names ? 0 : blank)).append(cells.get(c));
      line.repeat(' ', c < names ? blank : 0);
    }
    return line.toString().stripTrailing();
  }
}
