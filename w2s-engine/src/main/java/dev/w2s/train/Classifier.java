package dev.w2s.train;

import dev.w2s.model.Body;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.model.Safetensors;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.tensor.Dropout;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A pretrained body with a linear head H -> k. Its weights live outside any scope, as the body's
/// do; closing it frees the head, the body stays its owner's.
public final class Classifier implements AutoCloseable {
  private static final double HEAD_DEVIATION = 0.02;

  private final Body body;
  private final int classes;
  private final Tensor weight;
  private final Tensor bias;
  private final Parameters parameters = new Parameters();

  private Classifier(Body body, Tensor weight, Tensor bias) {
    this.body = body;
    this.classes = Math.toIntExact(weight.size(0));
    this.weight = weight;
    this.bias = bias;
    body.parameters().names().forEach(name -> parameters.add(name, body.parameters().get(name)));
    parameters.add("head.weight", weight);
    parameters.add("head.bias", bias);
  }

  /// A classifier with a fresh head: weights from N(0, 0.02^2), as published encoders were
  /// initialised, and biases of 0.
  ///
  /// @param classes k, at least 2
  /// @param seed the head's weights follow from it; sets libtorch's default generator
  public static Classifier fresh(Body body, int classes, long seed) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "a classifier needs at least 2 classes but was to have " + classes);
    }
    Libtorch.seed(seed);
    try (Scope scope = Scope.open()) {
      Tensor weight = scope.keep(torch.empty(classes, body.width()));
      weight.normal_(0, HEAD_DEVIATION, new GeneratorOptional());
      return new Classifier(body, weight, scope.keep(torch.zeros(classes)));
    }
  }

  /// Class scores before softmax, float32 `[B, k]`. Dropout is applied to the pooled vector too, as
  /// `BertForSequenceClassification` does.
  public Tensor logits(TokenBatch batch, Pass pass) {
    Tensor pooled = body.pooled(body.hidden(batch, pass), batch); // [B, H]
    return torch.linear(
        Dropout.apply(pooled, pass.dropout()), weight, new TensorOptional(bias)); // [B, k]
  }

  /// The body's weights, then `head.weight` `[k, H]` and `head.bias` `[k]`.
  public Parameters parameters() {
    return parameters;
  }

  /// Writes all weights into a safetensors file, whole or not at all.
  public void save(Path file) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    parameters.names().forEach(name -> weights.put(name, parameters.get(name)));
    Safetensors.write(file, weights, Map.of("format", "pt"));
  }

  /// Replaces all weights, body and head, by those that [#save] wrote.
  ///
  /// @throws BadInputException where the file is damaged, or of another model
  public void restore(Path file) {
    try (Safetensors saved = Safetensors.open(file);
        NoGradGuard constant = new NoGradGuard()) {
      if (!saved.names().equals(Set.copyOf(parameters.names()))) {
        throw another(file);
      }
      for (String name : parameters.names()) {
        restore(parameters.get(name), saved.tensor(name), file);
      }
    }
  }

  private static void restore(Tensor weight, Tensor saved, Path file) {
    try (Scope scope = Scope.open()) {
      if (!Arrays.equals(weight.shape(), saved.shape())) {
        throw another(file);
      }
      weight.copy_(saved);
    } finally {
      Scope.free(saved);
    }
  }

  private static BadInputException another(Path file) {
    return new BadInputException(Problem.in(file, "these are the weights of another model"));
  }

  /// Number of classes k.
  public int classes() {
    return classes;
  }

  @Override
  public void close() {
    Scope.free(weight);
    Scope.free(bias);
  }
}
