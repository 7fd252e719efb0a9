package dev.w2s.train.internal;

import dev.w2s.model.Pass;
import dev.w2s.model.VocabularyModel;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.function.BiConsumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a model says of tokens at some places. Over a large vocabulary logits take many times the
/// memory of the hidden states that they come from (GPT-2: 65 times), so they are computed for as
/// many places at once as keep them small.
///
/// @param model whose vocabulary it is
/// @param logitsAtOnce logits that are computed at once; at least those of one place
public record ToldTokens(VocabularyModel model, Pass pass, long logitsAtOnce) {
  /// 128 MB of float32; the way back takes three times that.
  private static final long STANDARD = 1L << 25;

  /// With as many logits at once as a device has memory for in any case.
  public ToldTokens(VocabularyModel model, Pass pass) {
    this(model, pass, STANDARD);
  }

  /// Goes through all places, some at once.
  ///
  /// @param states hidden ones, `[n, H]`
  /// @param tokens int64 `[n, 1]`
  /// @param heard takes log probabilities of the whole vocabulary, `[m, V]`, and the tokens of the
  ///   same places, `[m, 1]`
  public void each(Tensor states, Tensor tokens, BiConsumer<Tensor, Tensor> heard) {
    long all = states.size(0);
    long atOnce = placesAtOnce();
    for (long start = 0; start < all; start += atOnce) {
      long count = Math.min(atOnce, all - start);
      try (Scope scope = Scope.open()) {
        Tensor told = told(states.narrow(0, start, count));
        heard.accept(told, tokens.narrow(0, start, count));
      }
    }
  }

  /// The sum of `-log p(token)` over all places, times a factor, without dimensions. Where not all
  /// are computed at once, the gradients of what leads from hidden states to logits are added
  /// before it returns; sending its own gradient back, which has to be 1, adds those below.
  ///
  /// @param states as in [#each]; they lead to weights
  /// @param tokens as in [#each]
  public Tensor loss(Tensor states, Tensor tokens, double factor) {
    return states.size(0) <= placesAtOnce()
        ? lost(told(states), tokens, factor)
        : inPieces(states, tokens, factor);
  }

  private Tensor inPieces(Tensor states, Tensor tokens, double factor) {
    Tensor leaf = states.detach();
    leaf.requires_grad_(true);
    double[] sum = {0};
    each(
        leaf,
        tokens,
        (told, theirs) -> {
          Tensor lost = lost(told, theirs, factor);
          sum[0] += lost.item_double();
          Forward.backward(lost, Tensors.scalar(1));
        });
    // Has the gradient that the pieces gathered, and their sum as its value.
    Tensor along = states.mul(leaf.grad().detach()).sum();
    return along.sub(along.detach()).add(new Scalar(sum[0]));
  }

  private static Tensor lost(Tensor told, Tensor tokens, double factor) {
    return told.gather(1, tokens).sum().mul(new Scalar(-factor));
  }

  /// `[m, H]` to log probabilities `[m, V]`.
  private Tensor told(Tensor states) {
    return torch.log_softmax(model.vocabularyLogits(states, pass), 1);
  }

  private long placesAtOnce() {
    return Math.max(1, logitsAtOnce / model.vocabulary());
  }
}
