package dev.w2s.bench;

import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.MatrixProduct;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Classifier;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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

/// Measures the labelling of short rows as [Predictor] does it, in turn with plain matrix products,
/// so that both see the same machine. Prints one JSON line for each model.
@Command(
    name = "labelling",
    description = "Speed of labelling short rows, and its share of the machine's matrix products.")
public final class LabellingBench implements Runnable {
  private static final int PRODUCT = 2048;
  private static final int PRODUCTS = 3;
  private static final int WARM_UP = 2;

  // Ids of whole words in the vocabulary of every uncased BERT.
  private static final int FIRST_ID = 2000;
  private static final int LAST_ID = 29000;

  @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Short names, or file: folders.")
  private List<String> models = List.of("all-minilm-l6-v2");

  @Option(names = "--rounds", description = "Rounds that are timed (default: ${DEFAULT-VALUE}).")
  private int rounds = 9;

  @Option(names = "--rows", description = "Rows of a round (default: ${DEFAULT-VALUE}).")
  private int rows = 512;

  @Option(
      names = "--shortest",
      description = "Tokens of the shortest row (default: ${DEFAULT-VALUE}).")
  private int shortest = 15;

  @Option(
      names = "--longest",
      description = "Tokens of the longest row (default: ${DEFAULT-VALUE}).")
  private int longest = 30;

  @Option(names = "--threads", description = "Threads that compute (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--precision", description = "float32 or bfloat16 (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.FLOAT32;

  @Spec private CommandSpec spec;

  /// Runs the benchmark with options of a command line.
  public static void main(String[] arguments) {
    System.exit(BenchCommand.execute(new LabellingBench(), arguments));
  }

  @Override
  public void run() {
    if (rounds < 1 || rows < 1 || shortest < 1 || longest < shortest || threads < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--rounds, --rows, --shortest and --threads must be at least 1, and --longest at least --shortest");
    }
    Libtorch.start(threads);
    PrintWriter out = spec.commandLine().getOut();
    JsonMapper json = JsonMapper.builder().build();
    for (String model : models) {
      out.println(json.writeValueAsString(measured(model)));
      out.flush();
    }
  }

  private LabellingMeasurement measured(String name) {
    ModelSpec model = new ModelSpec(name, OptionalInt.empty());
    List<EncodedText> texts = texts();
    List<Double> labelling = new ArrayList<>();
    List<Double> products = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    try (LoadedModel loaded = new Models(Fetching.SILENT).load(model);
        Classifier classifier = Classifier.fresh(loaded.body(), 2, 0);
        MatrixProduct product = new MatrixProduct(PRODUCT, precision)) {
      double operations = operations(texts, loaded);
      double before = rate(product);
      for (int round = 0; round < rounds + WARM_UP; round++) {
        long start = System.nanoTime();
        Predictor.predict(classifier, texts, precision, Progress.NONE, () -> false);
        double seconds = (System.nanoTime() - start) / 1e9;
        double after = rate(product);
        labelling.add(seconds);
        products.add(after);
        // The machine as it was around the round.
        shares.add(operations / seconds / ((before + after) / 2));
        before = after;
      }
      return new LabellingMeasurement(
          name,
          precision,
          rows,
          texts.stream().mapToInt(EncodedText::length).sum(),
          threads,
          rounds,
          Medians.of(labelling, WARM_UP),
          operations,
          Medians.of(products, WARM_UP) / 1e9,
          Medians.of(shares, WARM_UP));
    }
  }

  /// Operations of a product a second, the median of a few.
  private static double rate(MatrixProduct product) {
    return product.operations()
        / Medians.of(IntStream.range(0, PRODUCTS).mapToObj(i -> product.seconds()).toList());
  }

  private static double operations(List<EncodedText> texts, LoadedModel model) {
    Operations operations = new Operations(model.facts(), model.pooling());
    return texts.stream().mapToInt(EncodedText::length).mapToDouble(operations::forward).sum();
  }

  private List<EncodedText> texts() {
    SplittableRandom random = new SplittableRandom(0);
    return IntStream.range(0, rows)
        .map(i -> random.nextInt(shortest, longest + 1))
        .mapToObj(tokens ->
            new EncodedText(random.ints(tokens, FIRST_ID, LAST_ID).toArray(), new byte[tokens]))
        .toList();
  }
}
