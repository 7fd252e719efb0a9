package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import org.bytedeco.pytorch.Tensor;

/// A network with the matrix that leads back to the vocabulary.
///
/// @param network the layers and the last norm
/// @param matrix the name of the matrix `[V, H]`; only what is said of the vocabulary asks for it
/// @param cap the soft cap of vocabulary logits; [SoftCap#NONE] for none
record Decoder(Body network, String matrix, double cap) implements LanguageModel, OnTop {
  @Override
  public long vocabulary() {
    return parameters().get(matrix).size(0);
  }

  @Override
  public Tensor vocabularyLogits(Tensor hidden, Pass pass) {
    Tensor table = parameters().get(matrix);
    return SoftCap.apply(Linear.linear(hidden, table, null, pass.precision()), cap);
  }
}
