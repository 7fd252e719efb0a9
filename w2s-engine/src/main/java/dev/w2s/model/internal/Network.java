package dev.w2s.model.internal;

import dev.w2s.model.Adapters;
import dev.w2s.model.Body;
import dev.w2s.model.Continuation;
import dev.w2s.model.Link;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.study.Pooling;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.text.TokenBatch;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// What all families are: embeddings, then layers, each of which reads what the one before it
/// wrote. A family says what they are.
final class Network implements Body {
  /// The embeddings of all tokens of a batch.
  interface Embeddings {
    /// Float32 `[B * T, H]`.
    Tensor apply(TokenBatch batch, Pass pass);
  }

  /// One layer.
  interface Layer {
    /// `[B * T, H]` to the same shape.
    Tensor apply(Tensor x, TokenBatch batch, Pass pass);
  }

  private final Architecture architecture;
  private final Weights weights;
  private final Parameters parameters;
  private final Pooling pooling;
  private final Embeddings embeddings;
  private final List<Link> links;

  /// @param weights all weights under their published names
  /// @param layer the layer of a number, from 0
  Network(
      Architecture architecture,
      Weights weights,
      Pooling pooling,
      Embeddings embeddings,
      IntFunction<? extends Layer> layer) {
    this.architecture = architecture;
    this.weights = weights;
    this.parameters = weights.all();
    this.pooling = pooling;
    this.embeddings = embeddings;
    this.links =
        IntStream.range(0, architecture.layers())
            .mapToObj(i -> link(layer.apply(i), i, architecture.width()))
            .toList();
  }

  private static Link link(Layer layer, int number, int width) {
    return (x, batch, pass) ->
        layer.apply(x.view(-1, width), batch, pass.in(number)).view(x.sizes());
  }

  @Override
  public Tensor embedded(TokenBatch batch, Pass pass) {
    int tokens = pass.past().map(Continuation::reach).orElse(batch.width());
    if (tokens > architecture.maxTokens()) {
      throw new IllegalArgumentException(
          "a row has "
              + tokens
              + " tokens but the model has positions for "
              + architecture.maxTokens());
    }
    return embeddings.apply(batch, pass).view(batch.rows(), batch.width(), architecture.width());
  }

  @Override
  public List<Link> links() {
    return links;
  }

  @Override
  public Tensor pooled(Tensor hidden, TokenBatch batch) {
    return Pooler.pooled(hidden, batch, pooling);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int width() {
    return architecture.width();
  }

  @Override
  public Adapters adapt(LowRank settings, long seed) {
    if (!weights.updates().isEmpty()) {
      throw new IllegalStateException("the network has adapters already");
    }
    return LowRankAdapters.attach(architecture, weights.base(), pooling, settings, seed);
  }
}
