package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.pretrain.ChessGames;
import dev.w2s.pretrain.DecoderSize;
import dev.w2s.pretrain.Pretrained;
import dev.w2s.pretrain.Pretrainer;
import dev.w2s.pretrain.Pretraining;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.study.DeviceChoice;
import dev.w2s.tensor.Libtorch;
import dev.w2s.train.Passage;
import dev.w2s.train.Progress;
import dev.w2s.train.Telling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s pretrain chess`.
@Command(
    name = "chess",
    description = {
      "Trains decoders on chess games: moves are their words.",
      "What is finished is not trained again; the same command goes on where it was."
    })
final class PretrainChessCommand implements Callable<Integer> {
  private static final String DATA = "chess_games";
  private static final String ALL = "all";

  /// Games that a model is measured on at most.
  private static final int HELD_OUT = 1000;

  @Spec private CommandSpec spec;
  @ParentCommand private PretrainCommand parent;
  @Mixin private ViewOptions viewOptions;
  @Mixin private ThreadOptions threadOptions;
  @Mixin private DeviceOptions deviceOptions;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder of all data sets; its chess_games has train and test, with moves in UCI notation in the field Moves.")
  private Path dataDir;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      required = true,
      description = "0.3m, 1m, 4m, 12m or 30m weights, or all of them, one after the other.")
  private String size;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the models' folders appear, chess-4m and so on.")
  private Path out;

  @Option(
      names = "--games",
      paramLabel = "N",
      description = "Games that are learnt at most (default: all).")
  private int games = Integer.MAX_VALUE;

  @Option(
      names = "--positions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Every second game is learnt whole; of the others so many positions, each with the moves behind it (default: ${DEFAULT-VALUE}).")
  private int positions;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes over the games (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "16",
      description = "Games and positions of a step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Weights, order and positions follow from it (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    List<DecoderSize> sizes = sizes();
    Pretraining how = how();
    Libtorch.start(threadOptions.threads(spec), deviceOptions.device(DeviceChoice.AUTO));
    ChessGames learnt = games("train", games);
    ChessGames heldOut = games("test", HELD_OUT);
    try (Interruption.Listening interrupted =
        parent.main().interruption().listen(spec.commandLine().getErr())) {
      Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
      Pretrainer pretrainer = new Pretrainer(models, learnt, heldOut, how, interrupted);
      sizes.forEach(each -> train(pretrainer, each));
    }
    return CommandLine.ExitCode.OK;
  }

  private void train(Pretrainer pretrainer, DecoderSize each) {
    boolean there = Pretrainer.isDone(each, out);
    String rate = there ? "trained before" : trained(pretrainer, each);
    Pretrained told = pretrainer.measure(each, out);
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(
        "%s: %,d weights, %s".formatted(Pretrainer.folder(each, out), told.parameters(), rate));
    screen.println("  games not learnt:     " + words(told.games()));
    screen.println("  positions not learnt: " + words(told.positions()));
    screen.flush();
  }

  /// Trains a size.
  ///
  /// @return how fast that was
  private String trained(Pretrainer pretrainer, DecoderSize each) {
    Speed speed = new Speed(pretrainer.learnt().all());
    try (StepView view =
        viewOptions
            .stepViews(spec.commandLine().getOut())
            .open("chess-" + each.label(), Duration.ZERO)) {
      Progress progress =
          (done, all, loss) -> {
            speed.at(done);
            view.at(done, all, "loss %.3f".formatted(loss.orElse(Double.NaN)));
          };
      pretrainer.train(each, out, progress);
    }
    return "%,.0f tokens/s".formatted(speed.tokensPerSecond());
  }

  private static String words(Telling telling) {
    return String.format(
        Locale.ROOT,
        "loss %.3f, next move the likeliest in %.1f %% (%,d moves)",
        telling.loss(),
        100 * telling.accuracy(),
        telling.tokens());
  }

  private List<DecoderSize> sizes() {
    if (size.equals(ALL)) {
      return List.of(DecoderSize.values());
    }
    return List.of(
        DecoderSize.named(size)
            .orElseThrow(() ->
                new BadInputException(
                    "--size is %s; %s or %s is needed"
                        .formatted(
                            size,
                            String.join(
                                ", ",
                                Arrays.stream(DecoderSize.values())
                                    .map(DecoderSize::label)
                                    .toList()),
                            ALL))));
  }

  private Pretraining how() {
    if (games < 2 || positions < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--games must be at least 2 and --positions at least 1 but were %d and %d"
              .formatted(games, positions));
    }
    try {
      return new Pretraining(epochs, batch, seed);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private ChessGames games(String part, int most) {
    Path folder = dataDir.resolve(DATA);
    ChessGames read = ChessGames.read(file(folder, part), most, positions, seed);
    if (read.whole().isEmpty() || read.positions().isEmpty()) {
      throw new BadInputException(
          Problem.in(file(folder, part), "holds fewer than two games; one is learnt whole"));
    }
    return read;
  }

  private static Path file(Path folder, String part) {
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          Problem.in(folder, "is no folder; it has to hold train.jsonl.zst and test.jsonl.zst"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(part + "."))
          .min(Path::compareTo)
          .orElseThrow(() ->
              new BadInputException(
                  Problem.in(folder, "has no file of games called " + part + ".jsonl.zst")));
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Tokens a second since the first step that was told of.
  private static final class Speed {
    private final double tokensEach;
    private long first = -1;
    private long last;
    private long start;
    private long end;

    Speed(List<Passage> passages) {
      this.tokensEach = passages.stream().mapToInt(Passage::length).average().orElse(0);
    }

    void at(long done) {
      end = System.nanoTime();
      last = done;
      if (first < 0) {
        first = done;
        start = end;
      }
    }

    double tokensPerSecond() {
      return tokensEach * (last - first) * 1e9 / Math.max(1, end - start);
    }
  }
}
