package dev.w2s.serve.internal;

import io.avaje.jex.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/// A file of the page, which comes with the program.
///
/// @param bytes of the file
/// @param type of its content
@SuppressWarnings("ArrayRecordComponent")
record PageFile(byte[] bytes, String type) {
  /// The files by their paths.
  static final Map<String, PageFile> ALL =
      Map.of(
          "/", read("page.html", "text/html; charset=utf-8"),
          "/page.css", read("page.css", "text/css; charset=utf-8"),
          "/page.js", read("page.js", "text/javascript; charset=utf-8"));

  private static PageFile read(String name, String type) {
    try (InputStream in = PageFile.class.getResourceAsStream(name)) {
      return new PageFile(Objects.requireNonNull(in, name).readAllBytes(), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Context request) {
    request.contentType(type).write(bytes);
  }
}
