package dev.w2s.train;

import dev.w2s.model.Adapters;
import dev.w2s.model.Body;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.model.Scorer;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.HeadStart;
import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning;
import dev.w2s.tensor.Dropout;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A pretrained body with a linear head H -> k, or, for alternatives, H -> 1. Encoders' heads of
/// classes have biases; those of decoders have none, as the vocabulary matrix in whose place they
/// stand has none. The body stays its owner's; closing frees the head and low-rank adapters, where
/// there are any.
public final class Classifier implements Scorer, AutoCloseable {
  private static final String HEAD = "head.";
  private static final HeadStart NOISE = new HeadStart.Noise(0.02);

  private final Body body;
  private final Outputs outputs;
  private final Optional<Adapters> adapters;
  private final Tensor weight;
  private final @Nullable Tensor bias;
  private final Parameters parameters = new Parameters();

  private Classifier(
      Body body,
      Outputs outputs,
      Optional<Adapters> adapters,
      Tensor weight,
      @Nullable Tensor bias) {
    this.body = body;
    this.outputs = outputs;
    this.adapters = adapters;
    this.weight = weight;
    this.bias = bias;
    Parameters inner = adapters.map(Adapters::parameters).orElseGet(body::parameters);
    inner.names().forEach(name -> parameters.add(name, inner.get(name)));
    parameters.add(HEAD + "weight", weight);
    if (bias != null) {
      parameters.add(HEAD + "bias", bias);
    }
  }

  /// A classifier that trains all weights, with a fresh head from N(0, 0.02^2), as published
  /// encoders were initialised.
  ///
  /// @param classes k, at least 2
  /// @param seed the head's weights follow from it; sets libtorch's default generator
  public static Classifier fresh(Body body, int classes, long seed) {
    return fresh(body, Outputs.classes(classes), seed);
  }

  /// The same, of whatever it is asked of a row.
  public static Classifier fresh(Body body, Outputs outputs, long seed) {
    return new Classifier(
        body, outputs, Optional.empty(), weight(body, outputs, NOISE, seed), bias(body, outputs));
  }

  /// The classifier that a recipe asks for, before any training.
  ///
  /// @param outputs what it is asked of a row
  /// @param seed head and adapters follow from it; sets libtorch's default generator
  /// @throws BadInputException where the head should start from words that the model lacks
  public static Classifier of(LoadedModel model, Outputs outputs, Recipe recipe, long seed) {
    Tensor weight =
        switch (recipe.head()) {
          case HeadStart.Words(List<String> words) -> rows(model, words, outputs);
          case HeadStart.Noise noise -> weight(model.body(), outputs, noise, seed);
          case HeadStart.Zero zero -> weight(model.body(), outputs, zero, seed);
        };
    Optional<Adapters> adapters =
        recipe.tuning() instanceof Tuning.LowRank settings
            ? Optional.of(model.body().adapt(settings, seed))
            : Optional.empty();
    Body body = adapters.map(Adapters::body).orElse(model.body());
    return new Classifier(body, outputs, adapters, weight, bias(model.body(), outputs));
  }

  /// A linear probe with its head at 0.
  ///
  /// @param outputs what it is asked of a row
  public static Classifier probe(FrozenFeatures features, Outputs outputs) {
    Tensor weight = weight(features, outputs, new HeadStart.Zero(), 0);
    return new Classifier(features, outputs, Optional.empty(), weight, bias(features, outputs));
  }

  private static Tensor weight(Body body, Outputs outputs, HeadStart start, long seed) {
    Libtorch.seed(seed);
    try (Scope scope = Scope.open()) {
      // Drawn on the CPU, so that it starts alike on every device.
      Tensor weight = torch.zeros(outputs.heads(), body.width());
      if (start instanceof HeadStart.Noise(double deviation)) {
        weight.normal_(0, deviation, new GeneratorOptional());
      }
      return scope.keep(Tensors.placed(weight));
    }
  }

  private static Tensor rows(LoadedModel model, List<String> words, Outputs outputs) {
    if (words.size() != outputs.heads()) {
      throw new BadInputException(
          "the head is to start from the words %s, but it has %d outputs; one for each is needed"
              .formatted(words, outputs.heads()));
    }
    try (Scope scope = Scope.open()) {
      return scope.keep(model.vocabularyRows(words));
    }
  }

  // A bias would be added to every alternative alike.
  private static @Nullable Tensor bias(Body body, Outputs outputs) {
    if (!body.biasedHead() || outputs.alternatives()) {
      return null;
    }
    try (Scope scope = Scope.open()) {
      return scope.keep(Tensors.zeros(outputs.classes()));
    }
  }

  /// Class scores before softmax, float32 `[B, k]`. Dropout is applied to the pooled vector too, as
  /// `BertForSequenceClassification` does.
  @Override
  public Tensor logits(TokenBatch batch, Pass pass) {
    return logits(body.pooled(batch, pass), pass);
  }

  /// Class scores of what the body gives each row.
  ///
  /// @param pooled the result of [Body#pooled], `[B, H]`
  public Tensor logits(Tensor pooled, Pass pass) {
    Tensor scores =
        torch.linear(
            Dropout.apply(pooled, pass.dropout()),
            weight,
            bias == null ? new TensorOptional() : new TensorOptional(bias));
    return scores.view(-1, outputs.classes()); // [B, k]
  }

  /// The body, with low-rank adapters where there are any.
  public Body body() {
    return body;
  }

  /// What a training changes: the body's weights, or those of adapters beside it, then
  /// `head.weight` `[k, H]`, or `[1, H]`, and, of encoders' classes, `head.bias` `[k]`.
  public Parameters parameters() {
    return parameters;
  }

  /// Writes the weights that a training changes into a safetensors file, whole or not at all.
  public void save(Path file) {
    parameters.save(file);
  }

  /// Replaces the weights that a training changes by those that [#save] wrote.
  ///
  /// @throws BadInputException where the file is damaged, or of another model
  public void restore(Path file) {
    parameters.restore(file);
  }

  /// Takes the head of another classifier of the same classes and width.
  ///
  /// @param file that [#save] wrote, of a classifier of whatever body
  /// @throws BadInputException where the file is damaged, or its head has another shape
  public void restoreHead(Path file) {
    parameters.restore(
        file, parameters.names().stream().filter(name -> name.startsWith(HEAD)).toList());
  }

  /// Adds what low-rank adapters learnt to the body's own weights; nothing where there are none.
  public void merge() {
    adapters.ifPresent(Adapters::merge);
  }

  /// Number of classes k.
  @Override
  public int classes() {
    return outputs.classes();
  }

  @Override
  public int sequences() {
    return outputs.sequences();
  }

  /// What it is asked of a row.
  public Outputs outputs() {
    return outputs;
  }

  @Override
  public void close() {
    Scope.free(weight);
    if (bias != null) {
      Scope.free(bias);
    }
    adapters.ifPresent(Adapters::close);
  }
}
