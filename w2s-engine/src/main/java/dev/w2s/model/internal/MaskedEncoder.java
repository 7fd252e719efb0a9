package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.MaskedModel;
import dev.w2s.model.Pass;
import org.bytedeco.pytorch.Tensor;

/// An encoder with the head that it was pretrained with.
///
/// @param network the encoder
record MaskedEncoder(Body network, MaskedHead head) implements MaskedModel, OnTop {
  @Override
  public long vocabulary() {
    return head.table().size(0);
  }

  @Override
  public Tensor vocabularyLogits(Tensor hidden, Pass pass) {
    return head.apply(hidden, pass);
  }
}
