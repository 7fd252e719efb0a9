package dev.w2s.run;

import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Tuning;
import java.util.Optional;

/// Loads the bodies that trainings start from: pretrained ones, or such that were generatively
/// finetuned since.
final class Bodies {
  private final Models models;
  private final Kept kept;

  Bodies(Models models, Kept kept) {
    this.models = models;
    this.kept = kept;
  }

  /// A pretrained model with the body that a step left.
  ///
  /// @param adapted the [Step.Adapt] step; empty for the pretrained body
  LoadedModel load(ModelSpec model, Optional<StepKey> adapted) {
    LoadedModel loaded = models.load(model);
    try {
      adapted.ifPresent(key ->
          loaded
              .body()
              .parameters()
              .restore(kept.weights(key), loaded.body().parameters().names()));
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw e;
    }
  }

  /// The model whose trained weights are then read: a training of all weights leaves none of the
  /// body's, so that it need not be as it was.
  LoadedModel under(Step.Finetune training) {
    boolean whole = !(training.recipe().tuning() instanceof Tuning.LowRank);
    return load(training.model(), whole ? Optional.empty() : training.body());
  }
}
