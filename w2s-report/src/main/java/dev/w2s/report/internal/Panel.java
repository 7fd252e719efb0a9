package dev.w2s.report.internal;

import java.util.List;

/// One half of the plot, laid out: a row for each model, a value and its interval on a shared axis.
/// In SVG user units.
///
/// @param id unique on the page
/// @param title short heading
/// @param description the same in words, for those who do not see it
/// @param width of the whole
/// @param height of the whole
/// @param bottom where the axis lies
/// @param ticks of the axis
/// @param guides vertical lines with a meaning of their own
/// @param rows from top to bottom
public record Panel(
    String id,
    String title,
    String description,
    int width,
    int height,
    int bottom,
    List<Tick> ticks,
    List<Tick> guides,
    List<Row> rows) {
  /// Height of a row, words above its line.
  static final int ROW = 50;

  public Panel {
    ticks = List.copyOf(ticks);
    guides = List.copyOf(guides);
    rows = List.copyOf(rows);
  }

  /// A mark on the axis.
  ///
  /// @param x where
  /// @param label what it says
  public record Tick(String x, String label) {}

  /// One model.
  ///
  /// @param kind `weak`, `student` or `ceiling`: its colour
  /// @param label on the left
  /// @param number on the right
  /// @param textY base line of the words
  /// @param y of the marks
  /// @param low pixel of the interval's lower end; where there is no interval, all pixels are empty
  /// @param high pixel of its upper end
  /// @param value pixel of the value; empty where it lies beyond the axis
  /// @param cutLow whether the interval goes on beyond the left end
  /// @param cutHigh whether it goes on beyond the right end
  /// @param seeds pixels of the single seeds
  public record Row(
      String kind,
      String label,
      String number,
      int textY,
      int y,
      String low,
      String high,
      String value,
      boolean cutLow,
      boolean cutHigh,
      List<String> seeds) {
    public Row {
      seeds = List.copyOf(seeds);
    }

    /// Whether there is an interval to draw.
    public boolean drawn() {
      return !low.isEmpty();
    }

    /// Whether the value lies on the axis.
    public boolean valueShown() {
      return !value.isEmpty();
    }
  }
}
