package dev.w2s.bench;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.study.Decay;
import dev.w2s.study.Loss;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Tuning;
import dev.w2s.study.Tuning.Targets;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.MatrixProduct;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Classifier;
import dev.w2s.train.Outputs;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import dev.w2s.train.Trainer;
import dev.w2s.train.Training;
import dev.w2s.train.Validation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
  private static final int LEAST_TOKENS = 4;

  private static final String GPT2 = "gpt2-small";

  // Ids of whole words in the vocabulary of every uncased BERT; GPT-2 has them too.
  private static final int FIRST_ID = 2000;
  private static final int LAST_ID = 29000;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description =
          "Short names; gpt2-small is made on the spot, with random weights (default:"
              + " all-minilm-l6-v2 bge-small-en-v1.5 gpt2-small).")
  private List<String> models = List.of("all-minilm-l6-v2", "bge-small-en-v1.5", GPT2);

  @Option(names = "--steps", description = "Steps that are timed (default: ${DEFAULT-VALUE}).")
  private int steps = 8;

  @Option(names = "--batch", description = "Rows of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(names = "--tokens", description = "Tokens of a row (default: ${DEFAULT-VALUE}).")
  private int tokens = 64;

  @Option(
      names = "--tokens-at-once",
      description = "Tokens of a micro-batch (default: ${DEFAULT-VALUE}).")
  private int tokensAtOnce = 4096;

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
  private List<Precision> precisions = List.of(Precision.FLOAT32, Precision.BFLOAT16);

  @Option(names = "--lora", description = "Train low-rank changes of this rank (default: all).")
  private int rank;

  @Option(names = "--recompute", description = "Compute layers again on the way back.")
  private boolean recompute;

  @Spec private CommandSpec spec;

  /// Runs the benchmark with options of a command line.
  public static void main(String[] arguments) {
    System.exit(BenchCommand.execute(new TrainingBench(), arguments));
  }

  @Override
  public void run() {
    requirePositive("--steps", steps);
    requirePositive("--batch", batch);
    requirePositive("--tokens", tokens);
    requirePositive("--tokens-at-once", tokensAtOnce);
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
    if (!name.equals(GPT2)) {
      return measure(name, name, precision);
    }
    try (TemporaryFolder folder = new TemporaryFolder()) {
      RandomGpt2.SMALL.write(folder.path(), 0);
      return measure(name, "file:" + folder.path(), precision);
    }
  }

  private TrainingMeasurement measure(String name, String source, Precision precision) {
    try (LoadedModel model =
            new Models(Fetching.SILENT).load(new ModelSpec(source, OptionalInt.empty()));
        Classifier classifier = Classifier.of(model, Outputs.classes(2), recipe(precision), 0);
        MatrixProduct product = new MatrixProduct(PRODUCT, precision)) {
      PeakMemory.restart();
      Stopwatch whole = trained(classifier, product, training(batch, tokens, precision));
      OptionalLong peak = PeakMemory.bytes();
      Stopwatch least = trained(classifier, product, training(1, LEAST_TOKENS, precision));
      double forward = forward(classifier, precision);
      Operations operations = new Operations(model.facts(), model.pooling());
      return measurement(name, precision, operations, product, whole, least, forward, peak);
    }
  }

  private Stopwatch trained(Classifier classifier, MatrixProduct product, Training training) {
    Stopwatch stopwatch = new Stopwatch(product);
    Trainer.of(training)
        .tokensAtOnce(tokensAtOnce)
        .progress((done, all, loss) -> stopwatch.stepped())
        .train(classifier);
    return stopwatch;
  }

  /// The time of one batch's way forwards.
  private double forward(Classifier classifier, Precision precision) {
    List<EncodedText> rows = training(batch, tokens, precision).rows();
    long start = System.nanoTime();
    Predictor.predict(classifier, rows, precision, Progress.NONE, () -> false);
    return (System.nanoTime() - start) / 1e9 * batch / rows.size();
  }

  private TrainingMeasurement measurement(
      String name,
      Precision precision,
      Operations operations,
      MatrixProduct product,
      Stopwatch whole,
      Stopwatch least,
      double forward,
      OptionalLong peak) {
    return new TrainingMeasurement(
        name,
        precision,
        batch,
        tokens,
        dropout,
        threads,
        steps,
        Medians.of(whole.steps, WARM_UP),
        forward,
        Medians.of(least.steps, WARM_UP),
        product.operations() / Medians.of(whole.products, WARM_UP) / 1e9,
        operations.training(tokens) * batch,
        peak);
  }

  private Training training(int batch, int tokens, Precision precision) {
    int rows = (steps + WARM_UP) * batch;
    SplittableRandom random = new SplittableRandom(0);
    List<EncodedText> texts = IntStream.range(0, rows).mapToObj(i -> text(tokens, random)).toList();
    float[][] targets =
        IntStream.range(0, rows)
            .mapToObj(i -> new float[] {i % 2, 1 - i % 2})
            .toArray(float[][]::new);
    Recipe recipe = recipe(precision).toBuilder().batch(batch).maxTokens(tokens).build();
    return new Training(texts, targets, recipe, new Loss.CrossEntropy(), 0, Validation.NONE);
  }

  private Recipe recipe(Precision precision) {
    return Recipe.DEFAULT.toBuilder()
        .epochs(1)
        .learningRate(1e-5)
        .warmUp(0)
        .decay(Decay.CONSTANT)
        .dropout(dropout)
        .precision(precision)
        .tuning(
            rank == 0 ? new Tuning.Full() : new Tuning.LowRank(rank, 2.0 * rank, Targets.DEFAULT))
        .recompute(recompute)
        .build();
  }

  private static EncodedText text(int tokens, SplittableRandom random) {
    return new EncodedText(random.ints(tokens, FIRST_ID, LAST_ID).toArray(), new byte[tokens]);
  }

  private static List<String> table(List<TrainingMeasurement> measured) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%n%-20s %-9s %9s %9s %9s %9s %11s %12s %15s %6s %8s",
            "model",
            "precision",
            "step s",
            "forward s",
            "fixed s",
            "rows/s",
            "tokens/s",
            "step GFLOP/s",
            "product GFLOP/s",
            "share",
            "peak GB"));
    for (TrainingMeasurement m : measured) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-20s %-9s %9.3f %9.3f %9.3f %9.1f %11.0f %12.1f %15.1f %5.0f%% %8.2f",
              m.model(),
              m.precision().name().toLowerCase(Locale.ROOT),
              m.stepSeconds(),
              m.forwardSeconds(),
              m.fixedSeconds(),
              m.rowsPerSecond(),
              m.tokensPerSecond(),
              m.stepGflops(),
              m.productGflops(),
              100 * m.share(),
              m.peakBytes().orElse(0) / 1e9));
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
  }
}
