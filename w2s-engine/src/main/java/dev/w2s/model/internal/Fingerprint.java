package dev.w2s.model.internal;

import dev.w2s.file.Sha256;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// SHA-256 over the bytes of files.
final class Fingerprint {
  private Fingerprint() {}

  /// The hash of a file's bytes, in hex.
  static String of(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// The hash of a setting and the hashes of several files, in order; in hex.
  static String of(String setting, List<Path> files) {
    StringBuilder all = new StringBuilder(setting);
    files.forEach(file -> all.append('\n').append(of(file)));
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
