/// ONNX files: the wire format, the graph, and the encoder's weights found by following it.
@NullMarked
package dev.w2s.model.internal.onnx;

import org.jspecify.annotations.NullMarked;
