package dev.w2s.predict.internal;

import dev.w2s.data.LabelledRow;
import dev.w2s.file.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Labelled rows as a file: a line with how many there are and the checksum of what follows, then a
/// row a line. Numbers come back as the same bits.
final class ChunkFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private record Header(int rows, long crc32c) {}

  private ChunkFile() {}

  static void write(Path file, List<LabelledRow> rows) throws IOException {
    StringBuilder body = new StringBuilder();
    rows.forEach(row -> body.append(JSON.writeValueAsString(row)).append('\n'));
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    String header = JSON.writeValueAsString(new Header(rows.size(), checksum(bytes, 0))) + "\n";
    DurableFiles.write(
        file,
        channel -> {
          DurableFiles.writeAll(channel, ByteBuffer.wrap(header.getBytes(StandardCharsets.UTF_8)));
          DurableFiles.writeAll(channel, ByteBuffer.wrap(bytes));
        });
  }

  /// The rows of a file; empty where it is not there, or not as it was written.
  static Optional<List<LabelledRow>> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return rows(bytes);
    } catch (JacksonException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<List<LabelledRow>> rows(byte[] bytes) {
    int start = end(bytes, 0) + 1;
    Header header = JSON.readValue(bytes, 0, start, Header.class);
    if (header.crc32c() != checksum(bytes, start)) {
      return Optional.empty();
    }
    List<LabelledRow> rows = new ArrayList<>(header.rows());
    while (start < bytes.length) {
      int end = end(bytes, start);
      rows.add(JSON.readValue(bytes, start, end - start, LabelledRow.class));
      start = end + 1;
    }
    return rows.size() == header.rows() ? Optional.of(rows) : Optional.empty();
  }

  private static int end(byte[] bytes, int start) {
    int end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return Math.min(end, bytes.length - 1);
  }

  private static long checksum(byte[] bytes, int start) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, start, bytes.length - start);
    return checksum.getValue();
  }
}
