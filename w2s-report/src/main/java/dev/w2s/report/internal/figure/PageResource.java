package dev.w2s.report.internal.figure;

import dev.w2s.report.internal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Files that become part of a page.
public final class PageResource {
  private static final List<String> LIBRARIES = List.of("vega", "vega-lite", "vega-embed");

  private PageResource() {}

  /// The text of a file.
  ///
  /// @param name its path below the folder of the report's resources
  public static String text(String name) {
    try (InputStream in = Words.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The scripts that draw figures, each after its licence: a page asks no server for them.
  public static String drawing() {
    return LIBRARIES.stream().map(PageResource::library).collect(Collectors.joining("\n"))
        + "\n"
        + text("report.js");
  }

  private static String library(String name) {
    String folder = "npm/" + name + "/";
    String script = text(folder + "build/" + name + ".min.js");
    return "/*! %s\n\n%s*/\n%s"
        .formatted(
            name, text(folder + "LICENSE"), script.replaceAll("//# sourceMappingURL=.*", ""));
  }
}
