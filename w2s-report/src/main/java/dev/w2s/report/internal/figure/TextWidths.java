package dev.w2s.report.internal.figure;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How wide texts are in the font of pictures.
final class TextWidths {
  /// The family as CSS calls it.
  static final String FAMILY = "sans-serif";

  private static final Pattern SIZE = Pattern.compile("([0-9.]+)px");
  private static final double USUAL = 11;
  private static final FontRenderContext SCREEN = new FontRenderContext(null, true, true);

  private TextWidths() {}

  /// Width in pixels.
  ///
  /// @param font as CSS writes it: `bold 12px sans-serif`
  static double of(String text, String font) {
    Matcher size = SIZE.matcher(font);
    return of(text, size.find() ? Double.parseDouble(size.group(1)) : USUAL, font.contains("bold"));
  }

  /// Width in pixels.
  static double of(String text, double size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) size)
        .getStringBounds(text, SCREEN)
        .getWidth();
  }
}
