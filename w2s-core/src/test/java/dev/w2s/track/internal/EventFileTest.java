package dev.w2s.track.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventFileTest {
  /// Made by another program, from the definitions of TFRecord and of the protocol buffers.
  private static final String FIXTURE =
      """
          1800000000000000a37f4b22090000000000448f401a0d627261696e2e457665
          6e743a32aba3334531000000000000009d8383e9090000000000528f4010ac02
          2a230a140a0d6c6561726e696e672d726174651517b7d1380a0b0a046c6f7373
          150000403f17a91546
      """
          .replaceAll("\\s", "");

  @Test
  void bytesAreThoseOfTheFormat() {
    EventFile file = new EventFile(Instant.ofEpochSecond(1000, 500_000_000));
    file.scalars(
        Instant.ofEpochSecond(1002, 250_000_000),
        300,
        new TreeMap<>(Map.of("loss", 0.75, "learning-rate", 1e-4)));

    assertThat(HexFormat.of().formatHex(file.bytes())).isEqualTo(FIXTURE);
  }

  /// The masked checksum of the bytes 123456789, whose CRC-32C is e3069283 (RFC 3720, B.4).
  @Test
  void checksumIsMasked() {
    int crc = 0xe3069283;
    assertThat(EventFile.masked("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(((crc >>> 15) | (crc << 17)) + 0xa282ead8);
  }

  @Test
  void eventsAreReadBack() {
    EventFile file = new EventFile(Instant.EPOCH);
    file.scalars(Instant.ofEpochSecond(7), 1L << 40, Map.of("loss", 0.1));
    file.scalars(Instant.ofEpochSecond(8), 2, Map.of());
    file.scalars(Instant.ofEpochSecond(9), 0, Map.of("accuracy", 0.5));

    List<byte[]> records = records(file.bytes());

    assertThat(records).hasSize(3);
    ByteBuffer scalar = ByteBuffer.wrap(records.get(1)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(scalar.get()).as("wall time, a double").isEqualTo((byte) 0x09);
    assertThat(scalar.getDouble()).isEqualTo(7);
    assertThat(scalar.get()).as("step, a varint").isEqualTo((byte) 0x10);
    assertThat(varint(scalar)).isEqualTo(1L << 40);
    assertThat(scalar.get()).as("summary, bytes").isEqualTo((byte) 0x2a);
    assertThat(varint(scalar)).isEqualTo(scalar.remaining());
    assertThat(scalar.getFloat(scalar.limit() - Float.BYTES)).isCloseTo(0.1f, within(1e-9f));
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static List<byte[]> records(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      bytes.get(length);
      assertThat(bytes.getInt()).isEqualTo(EventFile.masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      bytes.get(data);
      assertThat(bytes.getInt()).isEqualTo(EventFile.masked(data));
      records.add(data);
    }
    return records;
  }
}
