package dev.w2s.report.internal.figure;

import dev.w2s.report.internal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Files that become part of a page.
public final class PageResource {
  private static final List<String> LIBRARIES = List.of("vega", "vega-lite", "vega-embed");

  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): (#[0-9a-f]{6});");

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
        + text("figures.js")
        + text("report.js");
  }

  private static String library(String name) {
    return "/*! %s\n\n%s*/\n%s".formatted(name, text(folder(name) + "LICENSE"), script(name));
  }

  /// The script of one of the libraries that draw figures.
  static String script(String library) {
    return text(folder(library) + "build/" + library + ".min.js")
        .replaceAll("//# sourceMappingURL=.*", "");
  }

  private static String folder(String library) {
    return "npm/" + library + "/";
  }

  /// The colours of the pages where they are light, by name.
  static Map<String, String> colours() {
    String light = text("report.css").split("}", 2)[0];
    return COLOUR
        .matcher(light)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }
}
