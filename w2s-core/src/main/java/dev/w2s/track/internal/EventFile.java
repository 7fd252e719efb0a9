package dev.w2s.track.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/// An event file of TensorBoard: protocol buffers `Event` of `tensorflow/core/util/event.proto`,
/// each framed as a record of `TFRecord`: length, checksum of the length, bytes, checksum of the
/// bytes; all numbers little-endian.
final class EventFile {
  // Fields of Event, Summary and Summary.Value, with their wire types.
  private static final int WALL_TIME = 1 << 3 | 1;
  private static final int STEP = 2 << 3;
  private static final int FILE_VERSION = 3 << 3 | 2;
  private static final int SUMMARY = 5 << 3 | 2;
  private static final int VALUE = 1 << 3 | 2;
  private static final int TAG = 1 << 3 | 2;
  private static final int SIMPLE_VALUE = 2 << 3 | 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// A file that begins at a time, with the record that names its version.
  EventFile(Instant time) {
    Message event = new Message().real(WALL_TIME, seconds(time));
    record(event.bytes(FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
  }

  /// Adds one event with a value for each tag.
  void scalars(Instant time, long step, Map<String, Double> values) {
    if (values.isEmpty()) {
      return;
    }
    Message summary = new Message();
    for (Map.Entry<String, Double> value : values.entrySet()) {
      Message scalar =
          new Message()
              .bytes(TAG, value.getKey().getBytes(StandardCharsets.UTF_8))
              .real(SIMPLE_VALUE, value.getValue().floatValue());
      summary.bytes(VALUE, scalar.toBytes());
    }
    record(
        new Message()
            .real(WALL_TIME, seconds(time))
            .whole(STEP, step)
            .bytes(SUMMARY, summary.toBytes()));
  }

  /// The whole file.
  byte[] bytes() {
    return out.toByteArray();
  }

  private void record(Message event) {
    byte[] data = event.toBytes();
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    out.writeBytes(length);
    out.writeBytes(little(Integer.BYTES).putInt(masked(length)).array());
    out.writeBytes(data);
    out.writeBytes(little(Integer.BYTES).putInt(masked(data)).array());
  }

  /// The checksum as TFRecord stores it: rotated by 15 bits, plus a constant, so that it is not
  /// itself the checksum of what holds it.
  static int masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// A protocol buffer.
  private static final class Message {
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    Message real(int field, double value) {
      varint(field);
      fields.writeBytes(little(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message real(int field, float value) {
      varint(field);
      fields.writeBytes(little(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message whole(int field, long value) {
      varint(field);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint(field);
      varint(value.length);
      fields.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return fields.toByteArray();
    }

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private void varint(long value) {
      long rest = value;
      while (rest >>> 7 != 0) {
        fields.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      fields.write((int) rest);
    }
  }
}
