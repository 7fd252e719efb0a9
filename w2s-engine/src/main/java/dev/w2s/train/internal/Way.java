package dev.w2s.train.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A way through a body, to what a head reads.
///
/// @param body whose embeddings it begins with
/// @param links what lies behind them
record Way(Body body, List<Link> links) {
  /// To the hidden states of all tokens, `[N, H]`.
  static Way hidden(Body body) {
    return new Way(body, body.links(Asked.EACH));
  }

  /// To one vector for each row, `[B, H]`.
  static Way pooled(Body body) {
    return new Way(body, body.pooledLinks());
  }

  /// What it begins with, `[N, H]`.
  Tensor embedded(TokenBatch batch, Pass pass) {
    return body.embedded(batch, pass);
  }
}
