package dev.w2s.model.internal.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `NodeProto`: one operation of the graph.
///
/// @param operation e.g. `MatMul`
/// @param inputs names of values
/// @param outputs names of values
/// @param constant the tensor that a `Constant` gives
/// @param text what its attribute says, where it is a string, as how a `Gelu` is approximated
record OnnxNode(
    String operation,
    List<String> inputs,
    List<String> outputs,
    @Nullable OnnxTensor constant,
    String text) {
  OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
