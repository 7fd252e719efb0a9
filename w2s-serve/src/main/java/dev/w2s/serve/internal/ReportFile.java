package dev.w2s.serve.internal;

import dev.w2s.problem.IoFailure;
import io.avaje.jex.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A file of a report. Only those that a report has are served, whatever else lies in its folder.
///
/// @param file where it lies
/// @param type of its content
record ReportFile(Path file, String type) {
  private static final Map<String, String> TYPES =
      Map.of(
          "report.html", "text/html; charset=utf-8",
          "results.json", "application/json",
          "results.csv", "text/csv; charset=utf-8",
          "comparisons.csv", "text/csv; charset=utf-8",
          "plot.png", "image/png");

  /// A report draws with scripts of its own; in a sandbox they reach neither this server nor its
  /// cookies.
  private static final String SANDBOX =
      "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
          + "style-src 'unsafe-inline'; img-src data: blob:; frame-ancestors 'none'";

  /// The file of that name; empty where a report has none, or it is a link to elsewhere.
  static Optional<ReportFile> in(Path folder, String name) {
    String type = TYPES.get(name);
    Path file = folder.resolve(name);
    return type != null && isOwn(folder, file)
        ? Optional.of(new ReportFile(file, type))
        : Optional.empty();
  }

  private static boolean isOwn(Path folder, Path file) {
    try {
      return Files.isRegularFile(file)
          && file.toRealPath().equals(folder.toRealPath().resolve(file.getFileName()));
    } catch (IOException gone) {
      return false;
    }
  }

  void write(Context request) {
    try {
      request.header("Content-Security-Policy", SANDBOX);
      request.contentType(type).write(Files.readAllBytes(file));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
