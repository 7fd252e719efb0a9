package dev.w2s.data.internal;

import dev.w2s.data.Source;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Hashes a source. Nothing of WordNet is loaded for it but its version.
public final class SourceFingerprint {
  private static final int BLOCK = 1 << 20;

  private SourceFingerprint() {}

  /// SHA-256 in hexadecimal.
  public static String of(Source source) {
    return switch (source) {
      case Source.File file -> ofFile(RecordReader.requireFile(file.path()));
      case Source.Hub hub -> ofFile(RecordReader.requireFile(hub.path()));
      case Source.WordNet wordNet -> ofText(describe(wordNet));
    };
  }

  private static String describe(Source.WordNet wordNet) {
    return WordNet.version() + " " + wordNet.relation() + " " + WordNetRecords.VERSION;
  }

  private static String ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(StableHash.sha256().digest(bytes));
  }

  private static String ofFile(Path file) {
    MessageDigest digest = StableHash.sha256();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      int n;
      while ((n = in.read(block)) > 0) {
        digest.update(block, 0, n);
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
