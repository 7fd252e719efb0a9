package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Part;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Split;
import dev.w2s.file.DurableFiles;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.store.Claim;
import dev.w2s.study.Labelling;
import dev.w2s.study.Plan;
import dev.w2s.study.Precision;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.train.Classifier;
import dev.w2s.train.FrozenFeatures;
import dev.w2s.train.Outputs;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Carries out the steps in which rows are answered: [Labelling.Label], [Step.Evaluate] and
/// [Step.Choose].
final class Answering {
  private final StepIndex steps;
  private final Bodies bodies;
  private final Kept kept;
  private final Prompting prompting;
  private final BooleanSupplier cancelled;

  Answering(Plan plan, Models models, Kept kept, Prompting prompting, BooleanSupplier cancelled) {
    this.steps = new StepIndex(plan);
    this.bodies = new Bodies(models, kept);
    this.kept = kept;
    this.prompting = prompting;
    this.cancelled = cancelled;
  }

  Map<String, Double> label(Labelling.Label step, Claim claim, StepProgress progress) {
    List<Example> rows = rows(kept.split(step.data()), step.also());
    return answered(rows, answers(step.model(), step.beside(), rows, progress), claim);
  }

  /// The rows that a step labels, in the order of its features.
  private static List<Example> rows(Split split, Optional<Part> also) {
    return Stream.of(split.transfer(), split.validation(), also.map(split::rows).orElse(List.of()))
        .flatMap(List::stream)
        .toList();
  }

  Map<String, Double> evaluate(Step.Evaluate step, Claim claim, StepProgress progress) {
    List<Example> rows = kept.split(step.data()).test();
    return answered(rows, answers(step.of(), step.beside(), rows, progress), claim);
  }

  private List<Prediction> answers(
      StepKey of, List<StepKey> beside, List<Example> rows, StepProgress progress) {
    return switch (steps.of(of)) {
      case Step.Finetune training -> predicted(of, training, rows, progress);
      case Step.Choose choice -> predicted(of, training(of), rows, progress);
      case Step.Probe probe -> probed(of, probe, beside, rows);
      case Labelling.ImportLabels given -> taken(of, rows);
      case Labelling.Combine given -> taken(of, rows);
      case Labelling.Simulate given -> taken(of, rows);
      case Labelling.Shots shots -> predictions(rows, prompting.answers(of, shots, rows, progress));
      case Step.MakeExamples _,
          Step.Adapt _,
          Step.Draw _,
          Step.Embed _,
          Labelling.Label _,
          Labelling.Relabel _,
          Step.Bound _,
          Step.Evaluate _ ->
          throw noModel(of);
    };
  }

  private Step.Finetune training(StepKey key) {
    return steps.finetuning(key).orElseThrow(() -> noModel(key));
  }

  /// Keeps the weights of the training whose model agrees most with the labels it was trained on,
  /// over the validation rows.
  Map<String, Double> choose(Step.Choose step, Claim claim, StepProgress progress) {
    Step.Finetune alike = training(step.trainings().getFirst());
    Targets targets = Targets.of(step.labels(), alike.classes(), kept);
    List<Example> rows = targets.covered(kept.split(step.data()).validation());
    if (rows.isEmpty()) {
      throw new BadInputException(
          "learning-rate names several, but the weak labels hold none for a validation row to choose by");
    }
    Choice choice = new Choice(targets.of(rows));
    for (StepKey training : step.trainings()) {
      choice.add(predicted(training, alike, rows, progress));
    }
    StepKey best = step.trainings().get(choice.best());
    keep(kept.weights(best), claim.output().resolve(Artifact.WEIGHTS));
    return choice.facts(
        step.trainings().stream()
            .mapToDouble(training -> training(training).recipe().rate())
            .toArray());
  }

  private static void keep(Path weights, Path as) {
    try {
      DurableFiles.share(weights, as);
    } catch (IOException e) {
      throw IoFailure.of(e, as);
    }
  }

  private static IllegalArgumentException noModel(StepKey step) {
    return new IllegalArgumentException("step " + step + " answers no rows");
  }

  private List<Prediction> predicted(
      StepKey key, Step.Finetune training, List<Example> rows, StepProgress progress) {
    Outputs outputs = Outputs.of(kept.examples(training.data().examples()));
    try (LoadedModel model = bodies.under(training);
        Classifier classifier = Classifier.of(model, outputs, training.recipe(), training.seed())) {
      classifier.restore(kept.weights(key));
      return predictions(
          rows,
          Predictor.predict(
              classifier,
              Finetuning.encoded(rows, model, training.recipe().maxTokens(), outputs),
              training.recipe().precision(),
              (done, all, loss) -> progress.at(done, all, ""),
              cancelled));
    }
  }

  /// The features of the rows come in parts, one after the other.
  private List<Prediction> probed(
      StepKey key, Step.Probe probe, List<StepKey> parts, List<Example> rows) {
    Outputs outputs = Outputs.of(kept.examples(probe.data().examples()));
    List<float[]> answers = new ArrayList<>(rows.size());
    for (StepKey part : parts) {
      try (FrozenFeatures features = FrozenFeatures.open(kept.features(part));
          Classifier classifier = Classifier.probe(features, outputs)) {
        classifier.restore(kept.weights(key));
        Collections.addAll(
            answers,
            Predictor.predict(
                classifier, features.rows(), Precision.FLOAT32, Progress.NONE, cancelled));
      }
    }
    return predictions(rows, answers.toArray(float[][]::new));
  }

  private static List<Prediction> predictions(List<Example> rows, float[][] probabilities) {
    if (probabilities.length != rows.size()) {
      throw new FailedException(
          "there are answers to %d rows in place of %d; delete the kept features and run again"
              .formatted(probabilities.length, rows.size()));
    }
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      predictions.add(new Prediction(rows.get(i).id(), probabilities[i]));
    }
    return predictions;
  }

  // Given labels answer the rows they hold.
  private List<Prediction> taken(StepKey given, List<Example> rows) {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.id()));
    return kept.predictions(given).stream().filter(label -> ids.contains(label.id())).toList();
  }

  private static Map<String, Double> answered(
      List<Example> rows, List<Prediction> predictions, Claim claim) {
    PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), predictions);
    Map<String, Integer> said = new HashMap<>();
    predictions.forEach(p -> said.put(p.id(), p.label()));
    long right =
        rows.stream().filter(row -> Objects.equals(said.get(row.id()), row.label())).count();
    return Map.of(
        "rows",
        (double) predictions.size(),
        "accuracy",
        predictions.isEmpty() ? 0 : (double) right / predictions.size());
  }
}
