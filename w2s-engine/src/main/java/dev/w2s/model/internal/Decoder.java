package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.Link;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Linear;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// A network with a last norm and the matrix that leads back to the vocabulary.
///
/// @param network the layers
/// @param norm of the last layer's hidden states
/// @param matrix the name of the matrix `[V, H]`; only what is said of the vocabulary asks for it
/// @param cap the soft cap of vocabulary logits; [SoftCap#NONE] for none
record Decoder(Body network, Norm norm, String matrix, double cap) implements LanguageModel, OnTop {
  @Override
  public List<Link> links() {
    Link last = (x, batch, pass) -> norm.apply(x);
    return Stream.concat(network.links().stream(), Stream.of(last)).toList();
  }

  @Override
  public long vocabulary() {
    return parameters().get(matrix).size(0);
  }

  @Override
  public Tensor vocabularyLogits(Tensor hidden, Pass pass) {
    Tensor table = parameters().get(matrix);
    Tensor logits =
        Linear.linear(hidden.reshape(-1, hidden.size(2)), table, null, pass.precision());
    return SoftCap.apply(logits.view(hidden.size(0), hidden.size(1), table.size(0)), cap);
  }
}
