package dev.w2s.data;

import dev.w2s.data.internal.SourceFingerprint;

/// What tells one state of a source from another, for the keys of steps.
public final class Fingerprints {
  private Fingerprints() {}

  /// SHA-256 in hexadecimal: of a file's bytes as they lie on the disk, or of the version of
  /// WordNet's jar and of what is asked of it.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is missing or may not be read
  public static String of(Source source) {
    return SourceFingerprint.of(source);
  }
}
