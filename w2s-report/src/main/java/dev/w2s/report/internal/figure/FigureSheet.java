package dev.w2s.report.internal.figure;

import dev.w2s.report.internal.figure.DrawnPanels.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lays a figure out on a sheet: its title, what the colours mean, and its panels.
final class FigureSheet {
  private static final int MARGIN = 16;
  private static final int GAP = 20;
  private static final int LINE = 22;
  private static final int TITLE = 17;
  private static final int WORDS = 13;
  private static final int DOT = 5;
  private static final int LEAST_WIDTH = 420;
  private static final Pattern EXTENT =
      Pattern.compile("<svg[^>]* width=\"([0-9.]+)\" height=\"([0-9.]+)\"");

  private final StringBuilder drawn = new StringBuilder();
  private final String ink;
  private double width;
  private double bottom = MARGIN;

  private FigureSheet(String ink) {
    this.ink = ink;
  }

  /// The sheet as a file of SVG.
  ///
  /// @param ink colour of words
  /// @param back colour of the sheet
  static String of(Figure figure, DrawnPanels panels, String ink, String back) {
    FigureSheet sheet = new FigureSheet(ink);
    int columns = panels.panels().size() == 1 ? 1 : 2;
    List<Placed> placed = panels.panels().stream().map(Placed::of).toList();
    double column = placed.stream().mapToDouble(Placed::width).max().orElse(0);
    sheet.width =
        Math.max(
            Math.max(LEAST_WIDTH, columns * column + (columns - 1) * GAP),
            TextWidths.of(figure.title(), TITLE, true));
    sheet.title(figure.title());
    sheet.keys(panels.keys());
    sheet.panels(placed, columns, column);
    return sheet.file(back);
  }

  /// A panel and its size.
  private record Placed(Panel panel, double width, double height) {
    static Placed of(Panel panel) {
      Matcher extent = EXTENT.matcher(panel.svg());
      if (!extent.find()) {
        throw new IllegalStateException("a panel does not say how large it is");
      }
      return new Placed(
          panel, Double.parseDouble(extent.group(1)), Double.parseDouble(extent.group(2)));
    }
  }

  private void title(String title) {
    text(MARGIN, bottom + TITLE, TITLE, true, title);
    bottom += TITLE + GAP / 2.0;
  }

  /// As many in a line as there is place for.
  private void keys(List<DrawnPanels.Key> keys) {
    double left = 0;
    for (DrawnPanels.Key key : keys) {
      double wide = 3 * DOT + TextWidths.of(key.name(), WORDS, false) + GAP;
      if (left > 0 && left + wide > width) {
        left = 0;
        bottom += LINE;
      }
      double x = MARGIN + left;
      drawn.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"/>%n",
              x + DOT,
              bottom + LINE / 2.0,
              DOT,
              key.colour()));
      text(x + 3 * DOT, bottom + LINE / 2.0 + WORDS / 3.0, WORDS, false, key.name());
      left += wide;
    }
    bottom += keys.isEmpty() ? 0 : LINE + GAP / 2.0;
  }

  private void panels(List<Placed> placed, int columns, double column) {
    for (int start = 0; start < placed.size(); start += columns) {
      List<Placed> row = placed.subList(start, Math.min(start + columns, placed.size()));
      List<List<String>> names =
          row.stream().map(one -> lines(one.panel().name(), column)).toList();
      double top = bottom + LINE * names.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < row.size(); i++) {
        double left = MARGIN + i * (column + GAP);
        for (int line = 0; line < names.get(i).size(); line++) {
          text(left, bottom + WORDS + line * LINE, WORDS, true, names.get(i).get(line));
        }
        drawn.append(
            String.format(
                Locale.ROOT,
                "<g transform=\"translate(%.1f,%.1f)\">%s</g>%n",
                left,
                top,
                row.get(i).panel().svg()));
      }
      bottom = top + row.stream().mapToDouble(Placed::height).max().orElse(0) + GAP;
    }
  }

  /// A name in lines that fit; none where it is empty. A word alone may be wider.
  private static List<String> lines(String name, double column) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : name.isEmpty() ? new String[0] : name.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && TextWidths.of(longer, WORDS, true) > column) {
        lines.add(line);
        longer = word;
      }
      line = longer;
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return lines;
  }

  private void text(double x, double y, int size, boolean bold, String words) {
    if (!words.isEmpty()) {
      drawn.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%.1f\" font-family=\"%s\" font-size=\"%dpx\"%s fill=\"%s\">%s</text>%n",
              x,
              y,
              TextWidths.FAMILY,
              size,
              bold ? " font-weight=\"bold\"" : "",
              ink,
              escaped(words)));
    }
  }

  private String file(String back) {
    long wide = Math.round(width + 2 * MARGIN);
    long high = Math.round(bottom);
    List<String> lines = new ArrayList<>();
    lines.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">"
            .formatted(wide, high, wide, high));
    lines.add("<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>".formatted(wide, high, back));
    lines.add(drawn.toString().stripTrailing());
    lines.add("</svg>\n");
    return String.join("\n", lines);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
