package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import org.bytedeco.pytorch.Tensor;

/// Attention and a feed-forward block that read normed inputs and are added to them, arXiv
/// 2002.04745.
///
/// @param parallel whether feed-forward reads what attention reads, else what attention wrote
record PreNormLayer(
    LayerNorm attentionNorm,
    AttentionBlock attention,
    LayerNorm feedNorm,
    FeedForward feed,
    boolean parallel)
    implements Network.Layer {
  @Override
  public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
    Tensor attended = attention.apply(attentionNorm.apply(x), batch, asked, pass);
    Tensor own = asked.of(x, batch);
    Tensor y = Dropout.apply(attended, pass.dropout()).add(own);
    Tensor fed = feed.apply(feedNorm.apply(parallel ? own : y), pass);
    return Dropout.apply(fed, pass.dropout()).add(y);
  }
}
