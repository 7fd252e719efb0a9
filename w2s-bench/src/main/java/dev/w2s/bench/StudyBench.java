package dev.w2s.bench;

import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Times a whole study - supervisor, labels, student, ceiling - over random texts of real lengths
/// and a GPT-2-small of random weights. Weights and rows lie in a folder, so that another program
/// can do the same work: `w2s-bench/compare`. Prints one JSON line.
@Command(
    name = "study",
    description = "The time of a whole study: supervisor, labels, student, ceiling.",
    mixinStandardHelpOptions = true)
public final class StudyBench implements Runnable {
  // Ids that GPT-2 has; the first ones are bytes.
  private static final int FIRST_ID = 2000;
  private static final int LAST_ID = 29000;
  private static final double LEARNING_RATE = 1e-5;

  @Option(
      names = "--folder",
      required = true,
      description = "Where weights and rows are; they are made where there are none.")
  private Path folder = Path.of("");

  @Option(names = "--prepare", description = "Make weights and rows anew, and stop.")
  private boolean prepareOnly;

  @Option(names = "--rows", description = "Rows of each half (default: ${DEFAULT-VALUE}).")
  private int rows = 256;

  @Option(names = "--test", description = "Rows of the test (default: ${DEFAULT-VALUE}).")
  private int test = 64;

  @Option(names = "--epochs", description = "Passes over the rows (default: ${DEFAULT-VALUE}).")
  private int epochs = 1;

  @Option(names = "--batch", description = "Rows of a step (default: ${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--supervisor-layers",
      description = "Of the student's 12 (default: ${DEFAULT-VALUE}).")
  private int supervisorLayers = 4;

  @Option(
      names = "--lengths",
      description =
          "A file with a text's number of tokens a line, to pick from (default: log-normal, as"
              + " SciQ with support: median 74).")
  private @Nullable Path lengths;

  @Option(names = "--max-tokens", description = "Longest text (default: ${DEFAULT-VALUE}).")
  private int maxTokens = 256;

  @Option(
      names = "--tokens-at-once",
      description = "Tokens of a micro-batch (default: ${DEFAULT-VALUE}).")
  private int tokensAtOnce = 4096;

  @Option(names = "--threads", description = "Threads that compute (default: all processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--precision", description = "float32 or bfloat16 (default: float32).")
  private Precision precision = Precision.FLOAT32;

  @Option(names = "--seed", description = "Of all that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Spec private CommandSpec spec;

  /// Runs the benchmark with options of a command line.
  public static void main(String[] arguments) {
    System.exit(BenchCommand.execute(new StudyBench(), arguments));
  }

  @Override
  public void run() {
    requirePositive();
    if (prepareOnly || !Files.exists(folder.resolve("study.json"))) {
      RandomGpt2.SMALL.write(folder, seed);
      drawn().write(folder);
    }
    if (prepareOnly) {
      return;
    }
    Libtorch.start(threads);
    StudyMeasurement measured =
        new TimedStudy(StudyInput.read(folder), folder, precision, tokensAtOnce).run();
    spec.commandLine().getOut().println(JsonMapper.builder().build().writeValueAsString(measured));
  }

  private void requirePositive() {
    int[] counts = {rows, test, epochs, batch, supervisorLayers, maxTokens, tokensAtOnce, threads};
    if (IntStream.of(counts).anyMatch(count -> count < 1)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "every number of an option must be at least 1");
    }
  }

  private StudyInput drawn() {
    SplittableRandom random = new SplittableRandom(seed);
    List<StudyRow> supervise = drawn(rows, random);
    List<StudyRow> transfer = drawn(rows, random);
    return new StudyInput(
        epochs,
        batch,
        supervisorLayers,
        LEARNING_RATE,
        1,
        seed,
        supervise,
        transfer,
        drawn(test, random),
        StudyInput.batches(supervise, epochs, batch, seed),
        StudyInput.batches(transfer, epochs, batch, seed));
  }

  private List<StudyRow> drawn(int count, SplittableRandom random) {
    int[] tokens =
        lengths == null
            ? TextLengths.drawn(count, maxTokens, random)
            : TextLengths.picked(lengths, count, maxTokens, random);
    return IntStream.range(0, count)
        .mapToObj(i ->
            new StudyRow(random.ints(tokens[i], FIRST_ID, LAST_ID).toArray(), random.nextInt(2)))
        .toList();
  }
}
