package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Attention and a feed-forward block, each added to its input and then normed, arXiv 1706.03762,
/// section 3.1.
record PostNormLayer(
    SelfAttention attention,
    Projection output,
    LayerNorm attentionNorm,
    FeedForward feed,
    LayerNorm norm)
    implements Network.Layer {
  @Override
  public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
    Tensor attended = output.apply(attention.apply(x, batch, asked, pass), pass);
    Tensor own = asked.of(x, batch);
    Tensor y = attentionNorm.apply(Dropout.apply(attended, pass.dropout()).add(own));
    return norm.apply(Dropout.apply(feed.apply(y, pass), pass.dropout()).add(y));
  }
}
