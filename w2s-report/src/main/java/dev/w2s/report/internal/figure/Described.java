package dev.w2s.report.internal.figure;

import java.util.LinkedHashMap;
import java.util.Map;

/// Figures in words, panel by panel.
final class Described {
  private final Map<String, String> text = new LinkedHashMap<>();

  /// Adds what is seen in a panel.
  void add(String panel, String words) {
    text.merge(
        panel, panel.isEmpty() ? words : panel + ": " + words, (all, _) -> all + "; " + words);
  }

  Map<String, String> text() {
    return text;
  }
}
