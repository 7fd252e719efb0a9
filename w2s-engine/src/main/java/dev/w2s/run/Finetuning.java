package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Part;
import dev.w2s.data.Split;
import dev.w2s.data.TrainingStateFiles;
import dev.w2s.data.TrainingStates;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.store.Claim;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Classifier;
import dev.w2s.train.Outputs;
import dev.w2s.train.Trained;
import dev.w2s.train.Trainer;
import dev.w2s.train.Training;
import dev.w2s.train.Validation;
import dev.w2s.train.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Carries out [Step.Finetune].
final class Finetuning {
  private final Bodies bodies;
  private final Kept kept;
  private final Duration checkpointEvery;
  private final BooleanSupplier cancelled;

  Finetuning(Models models, Kept kept, Duration checkpointEvery, BooleanSupplier cancelled) {
    this.bodies = new Bodies(models, kept);
    this.kept = kept;
    this.checkpointEvery = checkpointEvery;
    this.cancelled = cancelled;
  }

  Map<String, Double> run(Step.Finetune step, Claim claim, StepProgress progress) {
    Outputs outputs = Outputs.of(kept.examples(step.data().examples()));
    try (LoadedModel model = bodies.load(step.model(), step.body());
        Classifier classifier = Classifier.of(model, outputs, step.recipe(), step.seed())) {
      step.probe().ifPresent(probe -> classifier.restoreHead(kept.weights(probe)));
      List<Example> asked = asked(step);
      Trained trained =
          Trainer.of(training(step, model, outputs))
              .progress((done, all, loss) -> progress.at(done, all, words(loss)))
              .cancelledWhen(cancelled)
              .watch(watched(step, asked, model, outputs))
              .checkpoints(claim.checkpoint(), checkpointEvery)
              .train(classifier);
      classifier.save(claim.output().resolve(Artifact.WEIGHTS));
      if (step.states() > 0) {
        TrainingStateFiles.write(
            claim.output().resolve(Artifact.states(step.states())), states(asked, trained));
      }
      return kept(trained, claim);
    }
  }

  /// The rows that the states of a training answer. A supervisor's validation rows lie in the half
  /// that it must not see.
  private List<Example> asked(Step.Finetune step) {
    if (step.states() == 0) {
      return List.of();
    }
    Split split = kept.split(step.data());
    return step.part() == Part.SUPERVISE
        ? split.test()
        : Stream.concat(split.validation().stream(), split.test().stream()).toList();
  }

  private static Watched watched(
      Step.Finetune step, List<Example> asked, LoadedModel model, Outputs outputs) {
    return asked.isEmpty()
        ? Watched.NONE
        : new Watched(encoded(asked, model, step.recipe().maxTokens(), outputs), step.states());
  }

  private static TrainingStates states(List<Example> asked, Trained trained) {
    List<Trained.State> states = trained.states();
    List<TrainingStates.Row> rows = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      int row = i;
      rows.add(
          new TrainingStates.Row(
              asked.get(i).id(),
              states.stream().map(state -> state.probabilities()[row]).toArray(float[][]::new)));
    }
    return new TrainingStates(
        states.stream().map(Trained.State::step).toList(), trained.steps(), rows);
  }

  /// Writes a training's curve, and says its numbers.
  static Map<String, Double> kept(Trained trained, Claim claim) {
    CurveFile.write(claim.output().resolve(Artifact.CURVE), trained.curve());
    return Map.of(
        "steps", (double) trained.steps(),
        "kept-step", (double) trained.keptStep(),
        "loss", trained.curve().getLast().loss());
  }

  private Training training(Step.Finetune step, LoadedModel model, Outputs outputs) {
    Split split = kept.split(step.data());
    Targets targets = Targets.of(step.labels(), outputs.classes(), kept);
    List<Example> part = split.rows(step.part());
    List<Example> rows = targets.covered(DrawnRows.of(part, step.drawn().map(kept::drawn)));
    return new Training(
        encoded(rows, model, step.recipe().maxTokens(), outputs),
        targets.of(rows),
        step.recipe(),
        step.loss(),
        step.seed(),
        validation(step.recipe(), model, split.validation(), targets, outputs));
  }

  private static Validation validation(
      Recipe recipe, LoadedModel model, List<Example> rows, Targets trainedOn, Outputs outputs) {
    return switch (recipe.stop()) {
      case LAST -> Validation.NONE;
      case AGREEMENT -> validation(recipe, model, trainedOn.covered(rows), outputs, trainedOn);
      case ORACLE -> validation(recipe, model, rows, outputs, Targets.gold(outputs.classes()));
    };
  }

  private static Validation validation(
      Recipe recipe, LoadedModel model, List<Example> rows, Outputs outputs, Targets targets) {
    return new Validation(encoded(rows, model, recipe.maxTokens(), outputs), targets.of(rows));
  }

  /// What a model reads of rows; of alternatives each by itself.
  static List<EncodedText> encoded(
      List<Example> rows, LoadedModel model, int maxTokens, Outputs outputs) {
    return outputs.alternatives()
        ? model
            .tokenizer()
            .encodeEnds(rows.stream().flatMap(row -> row.texts().stream()).toList(), maxTokens)
        : model.tokenizer().encode(rows.stream().map(Example::texts).toList(), maxTokens);
  }

  static String words(OptionalDouble loss) {
    return loss.isPresent() ? "loss %.3f".formatted(loss.getAsDouble()) : "";
  }
}
