package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Split;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.store.Claim;
import dev.w2s.study.Plan;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.train.Classifier;
import dev.w2s.train.Predictor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Carries out the steps in which rows are answered: [Step.Label] and [Step.Evaluate].
final class Answering {
  private final Map<StepKey, Step> steps = new HashMap<>();
  private final Models models;
  private final Kept kept;
  private final BooleanSupplier cancelled;

  Answering(Plan plan, Models models, Kept kept, BooleanSupplier cancelled) {
    plan.steps().forEach(planned -> steps.put(planned.key(), planned.step()));
    this.models = models;
    this.kept = kept;
    this.cancelled = cancelled;
  }

  Map<String, Double> label(Step.Label step, Claim claim, StepProgress progress) {
    Split split = kept.split(step.data());
    List<Example> rows =
        Stream.concat(split.transfer().stream(), split.validation().stream()).toList();
    return answered(rows, answers(step.model(), rows, progress), claim);
  }

  Map<String, Double> evaluate(Step.Evaluate step, Claim claim, StepProgress progress) {
    List<Example> rows = kept.split(step.data()).test();
    return answered(rows, answers(step.of(), rows, progress), claim);
  }

  private List<Prediction> answers(StepKey of, List<Example> rows, StepProgress progress) {
    return steps.get(of) instanceof Step.Finetune training
        ? predicted(of, training, rows, progress)
        : taken(of, rows);
  }

  private List<Prediction> predicted(
      StepKey key, Step.Finetune training, List<Example> rows, StepProgress progress) {
    int classes = kept.examples(training.data().examples()).classes().size();
    try (LoadedModel model = models.load(training.model());
        Classifier classifier = Classifier.fresh(model.body(), classes, training.seed())) {
      classifier.restore(kept.weights(key));
      float[][] probabilities =
          Predictor.predict(
              classifier,
              Finetuning.encoded(rows, model, training.recipe()),
              training.recipe().precision(),
              (done, all, loss) -> progress.at(done, all, ""),
              cancelled);
      List<Prediction> predictions = new ArrayList<>(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        predictions.add(new Prediction(rows.get(i).id(), probabilities[i]));
      }
      return predictions;
    }
  }

  // Labels of a file answer the rows they hold.
  private List<Prediction> taken(StepKey imported, List<Example> rows) {
    Set<String> ids = new HashSet<>();
    rows.forEach(row -> ids.add(row.id()));
    return kept.predictions(imported).stream().filter(label -> ids.contains(label.id())).toList();
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
