package dev.w2s.data;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Writes small files, compressed as their names say.
public final class TestFiles {
  private TestFiles() {}

  public static Path write(Path file, String text) throws IOException {
    try (OutputStream out = compressed(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static OutputStream compressed(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    String name = file.toString();
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(out);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(out).setChecksum(true) : out;
  }
}
