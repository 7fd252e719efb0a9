package dev.w2s.report.internal;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;

/// The templates of the pages.
final class Pages {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, Pages.class.getPackageName() + ".jte");

  private Pages() {}

  /// A page as text.
  ///
  /// @param page what its template shows
  static String rendered(String template, Object page) {
    TemplateOutput output = new StringOutput();
    TEMPLATES.render(template, page, output);
    return output.toString();
  }

  /// A number stays on one line with its sign.
  static String unbroken(String text) {
    return text.replace(" %", "\u00a0%");
  }
}
