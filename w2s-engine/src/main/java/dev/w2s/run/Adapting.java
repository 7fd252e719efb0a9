package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.MaskedModel;
import dev.w2s.model.Models;
import dev.w2s.model.VocabularyModel;
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.study.Step;
import dev.w2s.train.LanguageTrainer;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Masking;
import dev.w2s.train.Outputs;
import dev.w2s.train.Passage;
import dev.w2s.train.RowBatches;
import dev.w2s.train.Trained;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Carries out [Step.Adapt].
final class Adapting {
  private final Models models;
  private final Kept kept;
  private final Duration checkpointEvery;
  private final BooleanSupplier cancelled;

  Adapting(Models models, Kept kept, Duration checkpointEvery, BooleanSupplier cancelled) {
    this.models = models;
    this.kept = kept;
    this.checkpointEvery = checkpointEvery;
    this.cancelled = cancelled;
  }

  Map<String, Double> run(Step.Adapt step, Claim claim, StepProgress progress) {
    try (LoadedModel model = models.loadVocabularyModel(step.model())) {
      LanguageTraining training =
          new LanguageTraining(passages(step, model), step.recipe(), step.seed());
      LanguageTrainer trainer =
          new LanguageTrainer(
              training,
              (done, all, loss) -> progress.at(done, all, Finetuning.words(loss)),
              cancelled,
              Optional.of(claim.checkpoint()),
              checkpointEvery,
              RowBatches.standardTokens());
      Trained trained =
          switch ((VocabularyModel) model.body()) {
            case LanguageModel decoder -> trainer.train(decoder);
            case MaskedModel encoder -> trainer.trainMasked(encoder, Masking.of(model));
          };
      model.body().parameters().save(claim.output().resolve(Artifact.WEIGHTS));
      return Finetuning.kept(trained, claim);
    }
  }

  /// What the training that follows reads of the rows. A text of one token leaves nothing to tell.
  private List<Passage> passages(Step.Adapt step, LoadedModel model) {
    Outputs outputs = Outputs.of(kept.examples(step.data().examples()));
    List<Example> rows = kept.split(step.data()).rows(step.part());
    List<Passage> passages =
        Finetuning.encoded(rows, model, step.recipe().maxTokens(), outputs).stream()
            .filter(text -> text.length() > 1)
            .map(text -> Passage.whole(text.ids()))
            .toList();
    if (passages.isEmpty()) {
      throw new FailedException("no text of the task holds a token to tell behind its first");
    }
    return passages;
  }
}
