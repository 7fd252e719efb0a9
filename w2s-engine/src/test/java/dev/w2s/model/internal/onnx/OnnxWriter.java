package dev.w2s.model.internal.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Writes small ONNX graphs.
final class OnnxWriter {
  private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

  /// One field after the other.
  interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  OnnxWriter node(String operation, List<String> inputs, String output) {
    return append(
        1,
        out -> {
          for (String input : inputs) {
            out.writeString(1, input);
          }
          out.writeString(2, output);
          out.writeString(4, operation);
        });
  }

  OnnxWriter constant(String output, long... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return constant(output, tensor("", List.of((long) values.length), 7, raw.array()));
  }

  OnnxWriter scalar(String output, float value) {
    return constant(
        output,
        tensor(
            "",
            List.of(),
            1,
            ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value).array()));
  }

  private OnnxWriter constant(String output, byte[] tensor) {
    return append(
        1,
        out -> {
          out.writeString(2, output);
          out.writeString(4, "Constant");
          out.writeBytes(
              5,
              ByteString.copyFrom(
                  bytes(attribute -> attribute.writeBytes(5, ByteString.copyFrom(tensor)))));
        });
  }

  OnnxWriter initializer(String name, List<Long> shape, byte[] raw) {
    return append(5, out -> out.writeRawBytes(tensor(name, shape, 1, raw)));
  }

  private static byte[] tensor(String name, List<Long> shape, int type, byte[] raw) {
    return bytes(out -> {
      for (long size : shape) {
        out.writeInt64(1, size);
      }
      out.writeInt32(2, type);
      out.writeString(8, name);
      out.writeByteArray(9, raw);
    });
  }

  private OnnxWriter append(int field, Fields fields) {
    graph.writeBytes(bytes(out -> out.writeByteArray(field, bytes(fields))));
    return this;
  }

  byte[] model() {
    return bytes(out -> {
      out.writeInt64(1, 6);
      out.writeByteArray(7, graph.toByteArray());
    });
  }

  private static byte[] bytes(Fields fields) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      fields.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
