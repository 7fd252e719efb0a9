package dev.w2s.report.internal.figure;

import java.util.List;

/// A figure whose panels are drawn.
///
/// @param keys what its colours mean
/// @param panels from left to right, row by row
record DrawnPanels(List<Key> keys, List<Panel> panels) {
  DrawnPanels {
    keys = List.copyOf(keys);
    panels = List.copyOf(panels);
  }

  /// A colour.
  ///
  /// @param colour `#rrggbb`
  record Key(String name, String colour) {}

  /// A panel.
  ///
  /// @param name empty where it is the only one
  /// @param svg an `svg` element that says its width and height in pixels
  record Panel(String name, String svg) {}
}
