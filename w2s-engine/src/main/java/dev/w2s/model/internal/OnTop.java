package dev.w2s.model.internal;

import dev.w2s.model.Adapters;
import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// A network with something on top: all that is not said otherwise is the network's.
interface OnTop extends Body {
  /// The network below.
  Body network();

  @Override
  default Tensor embedded(TokenBatch batch, Pass pass) {
    return network().embedded(batch, pass);
  }

  @Override
  default List<Link> links(Asked asked) {
    return network().links(asked);
  }

  @Override
  default List<Link> pooledLinks() {
    return network().pooledLinks();
  }

  @Override
  default Parameters parameters() {
    return network().parameters();
  }

  @Override
  default int width() {
    return network().width();
  }

  @Override
  default Adapters adapt(LowRank settings, long seed) {
    return network().adapt(settings, seed);
  }
}
