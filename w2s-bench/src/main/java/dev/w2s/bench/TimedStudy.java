package dev.w2s.bench;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.study.Decay;
import dev.w2s.study.Loss;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Libtorch;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Classifier;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import dev.w2s.train.Trainer;
import dev.w2s.train.Training;
import dev.w2s.train.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Carries out a study once, phase by phase, and keeps the time of each: supervisor, labels,
/// student, ceiling.
final class TimedStudy {
  private static final int CLASSES = 2;
  private static final String STUDENT = "student";
  private static final String CEILING = "ceiling";
  private static final String UNTRAINED = "untrained";

  private final StudyInput input;
  private final Path folder;
  private final Precision precision;
  private final int tokensAtOnce;
  private final Models models = new Models(Fetching.SILENT);
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final Map<String, List<Double>> losses = new LinkedHashMap<>();
  private final Map<String, Double> testLosses = new LinkedHashMap<>();
  private final List<Double> steps = new ArrayList<>();

  /// @param folder holds the model
  /// @param tokensAtOnce tokens of a micro-batch in training
  TimedStudy(StudyInput input, Path folder, Precision precision, int tokensAtOnce) {
    this.input = input;
    this.folder = folder;
    this.precision = precision;
    this.tokensAtOnce = tokensAtOnce;
  }

  StudyMeasurement run() {
    float[][] weak = weakLabels();
    strong(STUDENT, weak);
    strong(CEILING, gold(input.transfer()));
    return new StudyMeasurement(
        "w2s",
        Map.of("java", Runtime.version().toString()),
        Libtorch.threads(),
        precision,
        seconds,
        Medians.of(steps),
        tokens() / steps.stream().mapToDouble(Double::doubleValue).sum(),
        losses,
        testLosses,
        PeakMemory.bytes());
  }

  private float[][] weakLabels() {
    try (LoadedModel model = load(OptionalInt.of(input.supervisorLayers()));
        Classifier classifier = Classifier.fresh(model.body(), CLASSES, input.seed())) {
      train("supervisor", classifier, input.supervise(), gold(input.supervise()));
      evaluate("supervisor", classifier);
      return timed("label", () -> predicted(classifier, input.transfer()));
    }
  }

  private void strong(String name, float[][] targets) {
    try (LoadedModel model = load(OptionalInt.empty());
        Classifier classifier = Classifier.fresh(model.body(), CLASSES, input.seed())) {
      if (!testLosses.containsKey(UNTRAINED)) {
        evaluate(UNTRAINED, classifier);
      }
      steps.addAll(train(name, classifier, input.transfer(), targets));
      evaluate(name, classifier);
    }
  }

  private LoadedModel load(OptionalInt layers) {
    return timed("load", () -> models.load(new ModelSpec("file:" + folder, layers)));
  }

  /// Trains, and gives the seconds of each step.
  private List<Double> train(
      String name, Classifier classifier, List<StudyRow> rows, float[][] targets) {
    List<Double> times = new ArrayList<>();
    List<Double> seen = new ArrayList<>();
    Training training =
        new Training(
            texts(rows), targets, recipe(), new Loss.CrossEntropy(), input.seed(), Validation.NONE);
    long[] start = {System.nanoTime()};
    Progress progress =
        (done, all, loss) -> {
          long now = System.nanoTime();
          times.add((now - start[0]) / 1e9);
          seen.add(loss.orElseThrow());
          start[0] = now;
        };
    timed(
        name,
        () -> Trainer.of(training).tokensAtOnce(tokensAtOnce).progress(progress).train(classifier));
    losses.put(name, seen);
    return times;
  }

  private Recipe recipe() {
    return Recipe.DEFAULT.toBuilder()
        .epochs(input.epochs())
        .batch(input.batch())
        .learningRate(input.learningRate())
        .warmUp(0)
        .decay(Decay.CONSTANT)
        .weightDecay(0)
        .clip(input.clip())
        .maxTokens(longest())
        .precision(precision)
        .build();
  }

  private int longest() {
    return input.transfer().stream().mapToInt(row -> row.ids().length).max().orElseThrow();
  }

  private void evaluate(String name, Classifier classifier) {
    float[][] probabilities = timed("evaluate", () -> predicted(classifier, input.test()));
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      sum -= Math.log(probabilities[i][input.test().get(i).label()]);
    }
    testLosses.put(name, sum / probabilities.length);
  }

  private float[][] predicted(Classifier classifier, List<StudyRow> rows) {
    return Predictor.predict(classifier, texts(rows), precision, Progress.NONE, () -> false);
  }

  private double tokens() {
    long once = input.transfer().stream().mapToLong(row -> row.ids().length).sum();
    return 2.0 * input.epochs() * once;
  }

  private <T> T timed(String phase, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
    return result;
  }

  private static List<EncodedText> texts(List<StudyRow> rows) {
    return rows.stream().map(StudyRow::text).toList();
  }

  private static float[][] gold(List<StudyRow> rows) {
    return rows.stream().map(StudyRow::target).toArray(float[][]::new);
  }
}
