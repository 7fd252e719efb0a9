package dev.w2s.model.internal;

import dev.w2s.model.Adapters;
import dev.w2s.model.Body;
import dev.w2s.model.Parameters;
import dev.w2s.study.Pooling;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The adapters of one network.
final class LowRankAdapters implements Adapters {
  private final Parameters base;
  private final List<LinearLayer> layers;
  private final Map<String, LowRankUpdate> updates = new LinkedHashMap<>();
  private final Parameters parameters = new Parameters();
  private final Body body;

  private LowRankAdapters(
      Architecture architecture, Parameters base, Pooling pooling, LowRank settings) {
    this.base = base;
    this.layers =
        architecture.layout().linearLayers().stream()
            .filter(layer -> layer.isOf(settings.targets()))
            .toList();
    layers.forEach(layer -> updates.put(layer.name(), fresh(layer, settings)));
    updates.forEach((layer, update) -> update.addTo(parameters, layer));
    this.body = architecture.body(new Weights(base, updates), pooling);
  }

  /// Draws fresh ones, layer by layer in the order of the weights, and freezes the weights.
  static LowRankAdapters attach(
      Architecture architecture, Parameters base, Pooling pooling, LowRank settings, long seed) {
    Libtorch.seed(seed);
    base.gatherGradients(false);
    return new LowRankAdapters(architecture, base, pooling, settings);
  }

  private static LowRankUpdate fresh(LinearLayer layer, LowRank settings) {
    int rank = settings.rank();
    try (Scope scope = Scope.open()) {
      // Kaiming's uniform distribution with a slope of sqrt(5), arXiv 1502.01852.
      double bound = 1 / Math.sqrt((double) layer.in());
      // Drawn on the CPU, so that they start alike on every device.
      Tensor down =
          Tensors.placed(
              torch.empty(rank, layer.in()).uniform_(-bound, bound, new GeneratorOptional()));
      Tensor up = Tensors.zeros(layer.out(), rank);
      return new LowRankUpdate(
          scope.keep(down.requires_grad_(true)),
          scope.keep(up.requires_grad_(true)),
          settings.alpha() / rank);
    }
  }

  @Override
  public Body body() {
    return body;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public void merge() {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      for (LinearLayer layer : layers) {
        LowRankUpdate update = Objects.requireNonNull(updates.get(layer.name()));
        update.mergeInto(base.get(layer.name() + ".weight"), layer.transposed());
        update.up().zero_();
      }
    }
  }

  @Override
  public void close() {
    parameters.all().forEach(Scope::free);
  }
}
