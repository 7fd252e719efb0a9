package dev.w2s.model.internal;

import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 over the bytes of files.
final class Fingerprint {
  private static final int BUFFER = 1 << 20;

  private Fingerprint() {}

  /// The hash of a file's bytes, in hex.
  static String of(Path file) {
    MessageDigest digest = sha256();
    update(digest, file);
    return HexFormat.of().formatHex(digest.digest());
  }

  /// The hash of a setting and the hashes of several files, in order; in hex.
  static String of(String setting, List<Path> files) {
    MessageDigest digest = sha256();
    digest.update(setting.getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      digest.update(("\n" + of(file)).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, Path file) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
