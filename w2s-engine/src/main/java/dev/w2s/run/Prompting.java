package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.generate.Generator;
import dev.w2s.generate.Score;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.study.Labelling;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Carries out [Labelling.Shots], and asks a decoder that is shown rows with their labels.
final class Prompting {
  private final Models models;
  private final Kept kept;
  private final BooleanSupplier cancelled;

  Prompting(Models models, Kept kept, BooleanSupplier cancelled) {
    this.models = models;
    this.kept = kept;
    this.cancelled = cancelled;
  }

  /// Draws the rows that are shown.
  Map<String, Double> draw(Labelling.Shots step, Claim claim) {
    int classes = kept.examples(step.data().examples()).classes().size();
    Targets targets = Targets.of(step.labels(), classes, kept);
    List<Example> rows = new ArrayList<>(kept.split(step.data()).transfer());
    Collections.shuffle(rows, new Random(step.seed()));
    List<Example> shown = targets.covered(rows);
    if (shown.size() < step.count()) {
      throw new FailedException(
          "%d rows are to be shown in a prompt, but only %d have labels"
              .formatted(step.count(), shown.size()));
    }
    List<Prediction> labels = new ArrayList<>();
    for (Example row : shown.subList(0, step.count())) {
      labels.add(new Prediction(row.id(), targets.of(row).orElseThrow()));
    }
    PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), labels);
    return Map.of("rows", (double) labels.size());
  }

  /// Probabilities of the classes of rows, `[N, k]`: those of their names as answers, over their
  /// sum.
  ///
  /// @param key of the step that drew the rows that are shown
  float[][] answers(StepKey key, Labelling.Shots step, List<Example> rows, StepProgress progress) {
    List<String> classes = kept.examples(step.data().examples()).classes();
    String shown = shown(key, step, classes);
    List<String> prompts = rows.stream().map(row -> shown + question(row)).toList();
    List<String> words = classes.stream().map(name -> " " + name).toList();
    try (LoadedModel model = models.loadLanguageModel(step.model())) {
      List<List<Score>> scores =
          Generator.of(model, step.precision())
              .cancelledWhen(cancelled)
              .progress((done, all, loss) -> progress.at(done, all, ""))
              .score(prompts, Collections.nCopies(prompts.size(), words));
      return scores.stream().map(Prompting::shares).toArray(float[][]::new);
    }
  }

  /// The rows that are shown, each with the name of its label's likeliest class.
  private String shown(StepKey key, Labelling.Shots step, List<String> classes) {
    Map<String, Example> byId = new HashMap<>();
    kept.split(step.data()).transfer().forEach(row -> byId.put(row.id(), row));
    return kept.predictions(key).stream()
        .map(label -> question(shown(byId, label)) + " " + classes.get(label.label()) + "\n\n")
        .collect(Collectors.joining());
  }

  private static Example shown(Map<String, Example> byId, Prediction label) {
    Example row = byId.get(label.id());
    if (row == null) {
      throw new FailedException(
          "the store holds a shot of the unknown row '%s'; delete it and run again"
              .formatted(label.id()));
    }
    return row;
  }

  private static String question(Example row) {
    return String.join("\n", row.texts()) + "\nAnswer:";
  }

  private static float[] shares(List<Score> scores) {
    double most = scores.stream().mapToDouble(Score::logProbability).max().orElseThrow();
    double[] each =
        scores.stream().mapToDouble(of -> Math.exp(of.logProbability() - most)).toArray();
    double sum = 0;
    for (double one : each) {
      sum += one;
    }
    float[] shares = new float[each.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = (float) (each[c] / sum);
    }
    return shares;
  }
}
