package dev.w2s.hub.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The hashes by which the hub knows a file.
final class ContentHash {
  private static final int SHA256_DIGITS = 64;
  private static final int BLOCK = 1 << 20;

  private ContentHash() {}

  /// The hash of a file, of the same kind as one that is expected of it.
  static String like(String expected, Path file) throws IOException {
    boolean large = expected.length() == SHA256_DIGITS;
    MessageDigest digest = digest(large ? "SHA-256" : "SHA-1");
    if (!large) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// What a hash is called.
  static String kind(String hash) {
    return hash.length() == SHA256_DIGITS ? "SHA-256" : "git hash";
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
