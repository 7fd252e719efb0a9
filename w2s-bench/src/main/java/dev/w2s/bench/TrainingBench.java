package dev.w2s.bench;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.study.Decay;
import dev.w2s.study.Loss;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.MatrixProduct;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Classifier;
import dev.w2s.train.Trainer;
import dev.w2s.train.Training;
import dev.w2s.train.Validation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Measures training steps as [Trainer] makes them, each followed by a plain matrix product, so
/// that both see the same machine. Prints one JSON line for each model and precision, then a table.
@Command(
    name = "training",
    description = "Speed of training steps, and its share of the machine's matrix products.")
public final class TrainingBench implements Runnable {
  private static final int PRODUCT = 2048;
  private static final int WARM_UP = 2;

  // Ids of whole words in the vocabulary of every uncased BERT.
  private static final int FIRST_ID = 2000;
  private static final int LAST_ID = 29000;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Short names (default: all-minilm-l6-v2 bge-small-en-v1.5).")
  private List<String> models = List.of("all-minilm-l6-v2", "bge-small-en-v1.5");

  @Option(names = "--steps", description = "Steps that are timed (default: ${DEFAULT-VALUE}).")
  private int steps = 8;

  @Option(names = "--batch", description = "Rows of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(names = "--tokens", description = "Tokens of a row (default: ${DEFAULT-VALUE}).")
  private int tokens = 64;

  @Option(
      names = "--dropout",
      description = "Dropout of the recipe (default: none, as in studies).")
  private double dropout;

  @Option(names = "--threads", description = "Threads that compute (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--precision",
      split = ",",
      description = "float32, bfloat16 or both (default: both).")
  private List<Precision> precisions = List.of(Precision.values());

  @Spec private CommandSpec spec;

  /// Runs the benchmark with options of a command line.
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new TrainingBench())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public void run() {
    requirePositive("--steps", steps);
    requirePositive("--batch", batch);
    requirePositive("--tokens", tokens);
    requirePositive("--threads", threads);
    Libtorch.start(threads);
    PrintWriter out = spec.commandLine().getOut();
    JsonMapper json = JsonMapper.builder().build();
    List<TrainingMeasurement> measured = new ArrayList<>();
    for (String model : models) {
      for (Precision precision : precisions) {
        TrainingMeasurement measurement = measure(model, precision);
        measured.add(measurement);
        out.println(json.writeValueAsString(measurement));
        out.flush();
      }
    }
    table(measured).forEach(out::println);
    out.flush();
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " must be at least 1 but was " + value);
    }
  }

  private TrainingMeasurement measure(String name, Precision precision) {
    try (LoadedModel model =
            new Models(Fetching.SILENT).load(new ModelSpec(name, OptionalInt.empty()));
        Classifier classifier = Classifier.fresh(model.body(), 2, 0);
        MatrixProduct product = new MatrixProduct(PRODUCT, precision)) {
      Stopwatch stopwatch = new Stopwatch(product);
      Trainer.of(training(precision))
          .progress((done, all, loss) -> stopwatch.stepped())
          .train(classifier);
      return measurement(name, precision, model.facts(), product, stopwatch);
    }
  }

  private TrainingMeasurement measurement(
      String name,
      Precision precision,
      ModelFacts facts,
      MatrixProduct product,
      Stopwatch stopwatch) {
    double perToken =
        6.0 * facts.bodyParameters() + 12.0 * facts.layers() * tokens * facts.hidden();
    return new TrainingMeasurement(
        name,
        precision,
        batch,
        tokens,
        dropout,
        threads,
        steps,
        Stopwatch.median(stopwatch.steps, WARM_UP),
        product.operations() / Stopwatch.median(stopwatch.products, WARM_UP) / 1e9,
        perToken * batch * tokens);
  }

  private Training training(Precision precision) {
    int rows = (steps + WARM_UP) * batch;
    SplittableRandom random = new SplittableRandom(0);
    List<EncodedText> texts = IntStream.range(0, rows).mapToObj(i -> text(random)).toList();
    float[][] targets =
        IntStream.range(0, rows)
            .mapToObj(i -> new float[] {i % 2, 1 - i % 2})
            .toArray(float[][]::new);
    Recipe recipe =
        Recipe.DEFAULT.toBuilder()
            .epochs(1)
            .batch(batch)
            .learningRate(1e-5)
            .warmUp(0)
            .decay(Decay.CONSTANT)
            .dropout(dropout)
            .maxTokens(tokens)
            .precision(precision)
            .build();
    return new Training(texts, targets, recipe, new Loss.CrossEntropy(), 0, Validation.NONE);
  }

  private EncodedText text(SplittableRandom random) {
    return new EncodedText(random.ints(tokens, FIRST_ID, LAST_ID).toArray(), new byte[tokens]);
  }

  private static List<String> table(List<TrainingMeasurement> measured) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%n%-20s %-9s %9s %9s %11s %12s %15s %6s",
            "model",
            "precision",
            "step s",
            "rows/s",
            "tokens/s",
            "step GFLOP/s",
            "product GFLOP/s",
            "share"));
    for (TrainingMeasurement m : measured) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-20s %-9s %9.3f %9.1f %11.0f %12.1f %15.1f %5.0f%%",
              m.model(),
              m.precision().name().toLowerCase(Locale.ROOT),
              m.stepSeconds(),
              m.rowsPerSecond(),
              m.tokensPerSecond(),
              m.stepGflops(),
              m.productGflops(),
              100 * m.share()));
    }
    return lines;
  }

  /// Times steps and, between them, products.
  private static final class Stopwatch {
    private final List<Double> steps = new ArrayList<>();
    private final List<Double> products = new ArrayList<>();
    private final MatrixProduct product;
    private long start = System.nanoTime();

    Stopwatch(MatrixProduct product) {
      this.product = product;
    }

    void stepped() {
      steps.add((System.nanoTime() - start) / 1e9);
      products.add(product.seconds());
      start = System.nanoTime();
    }

    static double median(List<Double> values, int skipped) {
      double[] sorted =
          values.stream().skip(skipped).mapToDouble(Double::doubleValue).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
  }
}
