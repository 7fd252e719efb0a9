package dev.w2s.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The weights of a trained classifier: a network, and a linear layer on its pooled vector.
///
/// @param body the network's weights under their published names; those of layers that are used
/// @param head `[k, H]`
/// @param bias `[k]`; null for none
public record ClassifierWeights(Parameters body, Tensor head, @Nullable Tensor bias) {
  public ClassifierWeights {
    if (bias != null && bias.size(0) != head.size(0)) {
      throw new IllegalArgumentException(
          "a head of " + head.size(0) + " classes has " + bias.size(0) + " biases");
    }
  }

  /// Number of classes k.
  public int classes() {
    return Math.toIntExact(head.size(0));
  }
}
