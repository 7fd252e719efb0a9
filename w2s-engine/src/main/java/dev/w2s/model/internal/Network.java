package dev.w2s.model.internal;

import dev.w2s.model.Adapters;
import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.study.Pooling;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.text.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// What all families are: embeddings, then layers, each of which reads what the one before it
/// wrote. A family says what they are.
final class Network implements Body {
  /// The embeddings of all tokens of a batch.
  interface Embeddings {
    /// Float32 `[N, H]`.
    Tensor of(TokenBatch batch, Pass pass);
  }

  /// One layer.
  interface Layer {
    /// What it writes at the tokens that are asked for, `[N, H]` to `[M, H]`.
    Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass);
  }

  private final Architecture architecture;
  private final Weights weights;
  private final Parameters parameters;
  private final Pooling pooling;
  private final Embeddings embeddings;
  private final List<Layer> layers;
  private final Optional<Norm> norm;

  /// @param weights all weights under their published names
  /// @param layer the layer of a number, from 0
  /// @param norm of the last layer's hidden states; empty for none
  Network(
      Architecture architecture,
      Weights weights,
      Pooling pooling,
      Embeddings embeddings,
      IntFunction<Layer> layer,
      Optional<Norm> norm) {
    this.architecture = architecture;
    this.weights = weights;
    this.parameters = weights.all();
    this.pooling = pooling;
    this.embeddings = embeddings;
    this.layers = IntStream.range(0, architecture.layers()).mapToObj(layer).toList();
    this.norm = norm;
  }

  @Override
  public Tensor embedded(TokenBatch batch, Pass pass) {
    if (batch.reach() > architecture.maxTokens()) {
      throw new IllegalArgumentException(
          "a row has "
              + batch.reach()
              + " tokens but the model has positions for "
              + architecture.maxTokens());
    }
    return embeddings.of(batch, pass);
  }

  @Override
  public List<Link> links(Asked asked) {
    List<Link> links = new ArrayList<>();
    int last = layers.size() - 1;
    for (int i = 0; i < last; i++) {
      links.add(link(i, Asked.EACH));
    }
    links.add(link(last, asked));
    norm.ifPresent(behind -> links.add((x, batch, pass) -> behind.apply(x)));
    return links;
  }

  private Link link(int number, Asked asked) {
    Layer layer = layers.get(number);
    return (x, batch, pass) -> layer.apply(x, batch, asked, pass.in(number));
  }

  @Override
  public List<Link> pooledLinks() {
    return switch (pooling) {
      case FIRST -> links(Asked.FIRST);
      case LAST -> links(Asked.LAST);
      case MEAN -> {
        List<Link> links = new ArrayList<>(links(Asked.EACH));
        links.add((x, batch, pass) -> Pooler.mean(x, batch));
        yield links;
      }
    };
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
