package dev.w2s.model.internal.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.w2s.model.internal.ElementType;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what is needed of an ONNX file at the level of protobuf's wire format; weights are stepped
/// over, only their place is kept. Field numbers are those of
/// [onnx.proto](https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
final class OnnxParser {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_OPERATION = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int ATTRIBUTE_STRING = 4;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;

  private final CodedInputStream in;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> initializers = new ArrayList<>();

  private OnnxParser(CodedInputStream in) {
    this.in = in;
  }

  /// Reads a file.
  ///
  /// @throws BadInputException where it is not ONNX, or damaged
  static OnnxGraph parse(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new BadInputException(
            Problem.in(file, "has more than 2 GiB, which no ONNX file can have"));
      }
      CodedInputStream in = CodedInputStream.newInstance(Channels.newInputStream(channel));
      in.pushLimit((int) channel.size());
      OnnxParser parser = new OnnxParser(in);
      parser.message(field -> parser.modelField(field));
      return new OnnxGraph(file, parser.nodes, parser.initializers);
    } catch (InvalidProtocolBufferException e) {
      throw new BadInputException(
          Problem.in(file, "not an ONNX file, or a damaged or truncated one: " + e.getMessage()));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Takes one field, or leaves it to be stepped over.
  @FunctionalInterface
  private interface Fields {
    boolean take(int tag) throws IOException;
  }

  private void message(Fields fields) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!fields.take(tag)) {
        in.skipField(tag);
      }
    }
  }

  private void nested(Fields fields) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    message(fields);
    in.popLimit(outer);
  }

  private static boolean isBytes(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
  }

  private static boolean isNumber(int tag, int field) {
    return tag == (field << 3 | WireFormat.WIRETYPE_VARINT);
  }

  private boolean modelField(int tag) throws IOException {
    if (!isBytes(tag, MODEL_GRAPH)) {
      return false;
    }
    nested(this::graphField);
    return true;
  }

  private boolean graphField(int tag) throws IOException {
    if (isBytes(tag, GRAPH_NODE)) {
      NodeBuilder node = new NodeBuilder();
      nested(node::take);
      nodes.add(node.build());
      return true;
    }
    if (isBytes(tag, GRAPH_INITIALIZER)) {
      initializers.add(tensor());
      return true;
    }
    return false;
  }

  private OnnxTensor tensor() throws IOException {
    TensorBuilder tensor = new TensorBuilder();
    nested(tensor::take);
    return tensor.build();
  }

  private final class NodeBuilder {
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private String operation = "";
    private @Nullable OnnxTensor constant;
    private String text = "";

    boolean take(int tag) throws IOException {
      if (isBytes(tag, NODE_INPUT)) {
        inputs.add(in.readString());
      } else if (isBytes(tag, NODE_OUTPUT)) {
        outputs.add(in.readString());
      } else if (isBytes(tag, NODE_OPERATION)) {
        operation = in.readString();
      } else if (isBytes(tag, NODE_ATTRIBUTE)) {
        nested(this::takeAttribute);
      } else {
        return false;
      }
      return true;
    }

    private boolean takeAttribute(int tag) throws IOException {
      if (isBytes(tag, ATTRIBUTE_TENSOR)) {
        constant = tensor();
      } else if (isBytes(tag, ATTRIBUTE_STRING)) {
        text = in.readString();
      } else {
        return false;
      }
      return true;
    }

    OnnxNode build() {
      return new OnnxNode(operation, inputs, outputs, constant, text);
    }
  }

  private final class TensorBuilder {
    private final List<Long> shape = new ArrayList<>();
    private String name = "";
    private int type;
    private long offset;
    private long length = -1;
    private byte[] head = {};

    boolean take(int tag) throws IOException {
      if (isNumber(tag, TENSOR_DIMS)) {
        shape.add(in.readInt64());
      } else if (isBytes(tag, TENSOR_DIMS)) {
        takePackedShape();
      } else if (isNumber(tag, TENSOR_TYPE)) {
        type = in.readInt32();
      } else if (isBytes(tag, TENSOR_NAME)) {
        name = in.readString();
      } else if (isBytes(tag, TENSOR_RAW)) {
        takeRaw();
      } else {
        return false;
      }
      return true;
    }

    private void takePackedShape() throws IOException {
      int outer = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        shape.add(in.readInt64());
      }
      in.popLimit(outer);
    }

    private void takeRaw() throws IOException {
      int bytes = in.readRawVarint32();
      int outer = in.pushLimit(bytes);
      offset = in.getTotalBytesRead();
      length = bytes;
      if (bytes <= OnnxTensor.HEAD) {
        head = in.readRawBytes(bytes);
      } else {
        in.skipRawBytes(bytes);
      }
      in.popLimit(outer);
    }

    OnnxTensor build() {
      return new OnnxTensor(name, elementType(type), shape, offset, length, head);
    }
  }

  /// `TensorProto.DataType`.
  private static @Nullable ElementType elementType(int type) {
    return switch (type) {
      case 1 -> ElementType.F32;
      case 7 -> ElementType.I64;
      case 10 -> ElementType.F16;
      case 11 -> ElementType.F64;
      case 16 -> ElementType.BF16;
      default -> null;
    };
  }
}
