package dev.w2s.train;

import dev.w2s.model.Adapters;
import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// The pooled vectors of rows, computed once by a body that is not trained, as a body without
/// weights: row i is read as the single token i. A classifier on it is a linear probe. Its memory
/// lives outside any scope until it is closed.
public final class FrozenFeatures implements Body, AutoCloseable {
  private static final String TENSOR = "features";
  private static final String BIASED_HEAD = "biased-head";

  private final Parameters none = new Parameters();
  private final Tensor features; // [N, H]
  private final boolean biasedHead;

  private FrozenFeatures(Tensor features, boolean biasedHead) {
    this.features = features;
    this.biasedHead = biasedHead;
  }

  /// Takes features over, with their memory.
  ///
  /// @param features float32 `[N, H]`, outside any scope
  /// @param biasedHead that of the body which gave them
  static FrozenFeatures of(Tensor features, boolean biasedHead) {
    return new FrozenFeatures(features, biasedHead);
  }

  /// Reads what [#save] wrote.
  ///
  /// @throws BadInputException where the file is damaged
  public static FrozenFeatures open(Path file) {
    try (Safetensors saved = Safetensors.open(file)) {
      if (!saved.names().contains(TENSOR)) {
        throw new BadInputException(Problem.in(file, "holds no features; delete it and run again"));
      }
      boolean biased = Boolean.parseBoolean(saved.metadata().getOrDefault(BIASED_HEAD, "true"));
      return new FrozenFeatures(Tensors.moved(saved.tensor(TENSOR)), biased);
    }
  }

  /// Writes them into a safetensors file, whole or not at all.
  public void save(Path file) {
    Safetensors.write(
        file, Map.of(TENSOR, features), Map.of(BIASED_HEAD, Boolean.toString(biasedHead)));
  }

  /// The rows as a classifier on this body reads them, in order.
  public List<EncodedText> rows() {
    return IntStream.range(0, Math.toIntExact(features.size(0)))
        .mapToObj(row -> new EncodedText(new int[] {row}, new byte[1]))
        .toList();
  }

  /// A copy of some rows, in the order given.
  public FrozenFeatures only(int[] rows) {
    try (Scope scope = Scope.open()) {
      Tensor places = Tensors.longs(Arrays.stream(rows).asLongStream().toArray(), rows.length);
      return new FrozenFeatures(scope.keep(features.index_select(0, places)), biasedHead);
    }
  }

  /// All vectors, float32 `[N, H]`.
  public Tensor features() {
    return features;
  }

  @Override
  public Tensor embedded(TokenBatch batch, Pass pass) {
    return features.index_select(0, batch.ids());
  }

  @Override
  public List<Link> links(Asked asked) {
    return List.of();
  }

  @Override
  public List<Link> pooledLinks() {
    return List.of();
  }

  @Override
  public Parameters parameters() {
    return none;
  }

  @Override
  public int width() {
    return Math.toIntExact(features.size(1));
  }

  @Override
  public boolean biasedHead() {
    return biasedHead;
  }

  @Override
  public Adapters adapt(LowRank settings, long seed) {
    throw new IllegalStateException("features have no layers to adapt");
  }

  @Override
  public void close() {
    Scope.free(features);
  }
}
