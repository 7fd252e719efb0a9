package dev.w2s.study.internal;

import dev.w2s.data.Part;
import dev.w2s.study.Loss;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.TrainingLabels;
import dev.w2s.study.Tuning;
import java.util.Map;
import java.util.Optional;

/// The canonical form of the steps that train models, and of those that compute what is trained on.
final class CanonicalTraining {
  private static final int ADAPT = 1;
  private static final int FINETUNE = 1;
  private static final int EMBED = 1;
  private static final int PROBE = 1;

  private CanonicalTraining() {}

  static Map<String, Object> adapt(Step.Adapt step) {
    return switch (step) {
      case Step.Adapt(
              Step.Data data,
              Part part,
              ModelSpec model,
              String fingerprint,
              Recipe recipe,
              long seed) ->
          CanonicalStep.node(
              "adapt",
              ADAPT,
              Map.of(
                  "data", CanonicalData.of(data),
                  "part", CanonicalStep.lower(part),
                  "model", fingerprint,
                  "layers", CanonicalStep.layers(model),
                  "recipe", CanonicalRecipe.of(recipe),
                  "seed", seed));
    };
  }

  static Map<String, Object> finetune(Step.Finetune step) {
    return switch (step) {
      case Step.Finetune(
              Step.Data data,
              Part part,
              TrainingLabels labels,
              ModelSpec model,
              String fingerprint,
              Recipe recipe,
              Loss loss,
              int classes,
              long seed,
              Optional<StepKey> body,
              Optional<StepKey> probe,
              Optional<StepKey> drawn,
              // The same weights with or without.
              _) -> {
        Map<String, Object> node =
            CanonicalStep.node(
                "finetune",
                FINETUNE,
                Map.of(
                    "data", CanonicalData.of(data),
                    "part", CanonicalStep.lower(part),
                    "labels", CanonicalStep.labels(labels),
                    "model", fingerprint,
                    "layers", CanonicalStep.layers(model),
                    "recipe", CanonicalRecipe.of(recipe),
                    "loss", CanonicalLoss.of(loss, classes),
                    "seed", seed));
        body.ifPresent(key -> node.put("body", key.hex()));
        probe.ifPresent(key -> node.put("probe", key.hex()));
        drawn.ifPresent(key -> node.put("drawn", key.hex()));
        yield node;
      }
    };
  }

  static Map<String, Object> embed(Step.Embed step) {
    return switch (step) {
      case Step.Embed(
              Step.Data data,
              Part part,
              ModelSpec model,
              String fingerprint,
              int maxTokens,
              Precision precision,
              Optional<StepKey> body) -> {
        Map<String, Object> node =
            CanonicalStep.node(
                "embed",
                EMBED,
                Map.of(
                    "data", CanonicalData.of(data),
                    "part", CanonicalStep.lower(part),
                    "model", fingerprint,
                    "layers", CanonicalStep.layers(model),
                    "max-tokens", maxTokens,
                    "precision", CanonicalStep.lower(precision)));
        body.ifPresent(key -> node.put("body", key.hex()));
        yield node;
      }
    };
  }

  static Map<String, Object> probe(Step.Probe step) {
    return switch (step) {
      case Step.Probe(
              Step.Data data,
              Part part,
              TrainingLabels labels,
              StepKey features,
              Tuning.Solver solver,
              Loss loss,
              int classes,
              long seed,
              Optional<StepKey> drawn) -> {
        Map<String, Object> node =
            CanonicalStep.node(
                "probe",
                PROBE,
                Map.of(
                    "data", CanonicalData.of(data),
                    "part", CanonicalStep.lower(part),
                    "labels", CanonicalStep.labels(labels),
                    "features", features.hex(),
                    "solver", CanonicalRecipe.of(solver),
                    "loss", CanonicalLoss.of(loss, classes),
                    "seed", seed));
        drawn.ifPresent(key -> node.put("drawn", key.hex()));
        yield node;
      }
    };
  }
}
