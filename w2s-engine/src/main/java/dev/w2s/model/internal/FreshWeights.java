package dev.w2s.model.internal;

import dev.w2s.model.Safetensors;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/// Weights before any training.
public final class FreshWeights {
  private FreshWeights() {}

  /// Writes all weights of a network, with those that vocabulary logits need.
  ///
  /// @param seed they follow from it
  public static void write(Architecture network, Path file, long seed) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>(network.shapes());
    switch (network) {
      case DecoderArchitecture decoder -> shapes.putAll(decoder.vocabularyShapes());
      case MaskedArchitecture encoder -> shapes.putAll(encoder.headShapes());
    }
    double deviation = deviation(network);
    Map<String, Double> residual = residual(network, deviation);
    SplittableRandom random = new SplittableRandom(seed);
    try (Scope scope = Scope.open()) {
      Map<String, Tensor> weights = new LinkedHashMap<>();
      shapes.forEach((name, shape) ->
          weights.put(
              name, fresh(network, name, shape, residual.getOrDefault(name, deviation), random)));
      Safetensors.write(file, weights, Map.of("format", "pt"));
    }
  }

  /// What a matrix of H inputs needs so that normed inputs give outputs of deviation 1 (LeCun et
  /// al. 1998, Efficient BackProp, equation 16). The .02 of GPT-2 is that of a width of 2,500:
  /// narrow networks that start with it learn little in a short training.
  private static double deviation(Architecture network) {
    return 1 / Math.sqrt(network.width());
  }

  /// The deviations of matrices that write into the residual stream: two of each layer.
  private static Map<String, Double> residual(Architecture network, double deviation) {
    double divided = deviation / Math.sqrt(2.0 * network.layers());
    return network.layout().linearLayers().stream()
        .filter(LinearLayer::isResidual)
        .collect(Collectors.toMap(layer -> layer.name() + ".weight", layer -> divided));
  }

  private static Tensor fresh(
      Architecture network,
      String name,
      List<Long> shape,
      double deviation,
      SplittableRandom random) {
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    float[] values =
        new float[Math.toIntExact(Arrays.stream(sizes).reduce(1, Math::multiplyExact))];
    if (shape.size() > 1) {
      for (int n = 0; n < values.length; n++) {
        values[n] = (float) (deviation * random.nextGaussian());
      }
    } else if (name.endsWith(".weight")) {
      Arrays.fill(values, network.freshNorm());
    }
    return Tensors.floats(values, sizes);
  }
}
