package dev.w2s.pretrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.w2s.generate.Generation;
import dev.w2s.generate.Generator;
import dev.w2s.model.Fetching;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.train.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainerTest {
  private static final String GAME = "e2e4 e7e5 g1f3 b8c6 f1b5 a7a6 b5a4 g8f6 e1g1 f8e7";
  private static final Pretraining HOW = new Pretraining(4, 4, 3);

  @TempDir private Path folder;
  private Models models;

  @BeforeEach
  void start() {
    Libtorch.start(1);
    models = new Models(folder.resolve("cache"), Fetching.SILENT);
  }

  private ChessGames games() throws IOException {
    String record = "{\"Moves\": \"%s\"}\n".formatted(GAME);
    return ChessGames.read(
        Files.writeString(folder.resolve("games.jsonl"), record.repeat(6)), 5, 2, 1);
  }

  private Pretrainer pretrainer(BooleanSupplier cancelled) throws IOException {
    return new Pretrainer(models, games(), games(), HOW, cancelled);
  }

  private static byte[] weights(Path out) throws IOException {
    return Files.readAllBytes(
        Pretrainer.folder(DecoderSize.SMALLEST, out).resolve("model.safetensors"));
  }

  @Test
  void everySecondGameIsReadWhole() throws IOException {
    assertThat(games().whole()).hasSize(3).allSatisfy(game -> assertThat(game.from()).isOne());
    assertThat(games().positions()).hasSize(4);
    assertThat(games().all()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {".jsonl", ".jsonl.gz", ".csv"})
  void whatLiesBehindTheGamesIsNotDecoded(String ending) throws IOException {
    boolean csv = ending.equals(".csv");
    String start = csv ? "Moves\n" : "";
    String game = csv ? GAME + "\n" : "{\"Moves\": \"%s\"}\n".formatted(GAME);
    byte[] bytes = (start + game.repeat(2000) + "{\"broken, \"x").getBytes(UTF_8);
    Path file = folder.resolve("games" + ending);
    if (ending.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(bytes);
      }
    } else {
      Files.write(file, bytes);
    }
    assertThat(ChessGames.read(file, 10, 2, 1).all()).hasSize(5 + 5 * 2);
    assertThatThrownBy(() -> ChessGames.read(file, 3000, 2, 1))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void secondProcessOnOneFolderIsRefused() throws IOException {
    Path out = folder.resolve("out");
    Pretrainer second = pretrainer(() -> false);
    AtomicReference<Throwable> refused = new AtomicReference<>();
    Progress meanwhile =
        (done, all, loss) -> {
          if (refused.get() == null) {
            refused.set(
                catchThrowable(() -> second.train(DecoderSize.SMALLEST, out, Progress.NONE)));
          }
        };
    pretrainer(() -> false).train(DecoderSize.SMALLEST, out, meanwhile);
    assertThat(refused.get())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(".chess-0.3m", "another process works on it");
    pretrainer(() -> false).train(DecoderSize.SMALLEST, folder.resolve("alone"), Progress.NONE);
    assertThat(weights(out)).isEqualTo(weights(folder.resolve("alone")));
  }

  @Test
  void learnsTheGameAndGoesOnWithIt() throws IOException {
    Path out = folder.resolve("out");
    Pretraining longer = new Pretraining(40, 4, 3);
    Pretrainer pretrainer = new Pretrainer(models, games(), games(), longer, () -> false);
    assertThat(Pretrainer.isDone(DecoderSize.SMALLEST, out)).isFalse();
    pretrainer.train(DecoderSize.SMALLEST, out, Progress.NONE);
    assertThat(Pretrainer.isDone(DecoderSize.SMALLEST, out)).isTrue();
    Pretrained told = pretrainer.measure(DecoderSize.SMALLEST, out);
    assertThat(told.games().loss()).isLessThan(1);
    assertThat(told.games().accuracy()).isGreaterThan(.8);
    assertThat(told.games().tokens()).isEqualTo(3 * 11);
    try (LoadedModel model = models.loadLanguageModel(spec(out))) {
      assertThat(
              Generator.of(model, Precision.FLOAT32)
                  .generate(List.of("e2e4 e7e5"), Generation.greedy(20))
                  .getFirst()
                  .getFirst()
                  .text())
          .isEqualTo(GAME.substring("e2e4 e7e5".length()));
    }
    try (var left = Files.list(out)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("chess-0.3m");
    }
  }

  private static ModelSpec spec(Path out) {
    return new ModelSpec(
        "file:" + Pretrainer.folder(DecoderSize.SMALLEST, out), OptionalInt.empty());
  }

  @Test
  void stoppedTrainingGoesOnToTheSameBits() throws IOException {
    pretrainer(() -> false).train(DecoderSize.SMALLEST, folder.resolve("whole"), Progress.NONE);
    Path out = folder.resolve("stopped");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() ->
            pretrainer(() -> asked.incrementAndGet() == 6)
                .train(DecoderSize.SMALLEST, out, Progress.NONE))
        .isInstanceOf(CancelledException.class);
    assertThat(Pretrainer.isDone(DecoderSize.SMALLEST, out)).isFalse();
    AtomicInteger left = new AtomicInteger();
    pretrainer(() -> left.incrementAndGet() < 0).train(DecoderSize.SMALLEST, out, Progress.NONE);
    assertThat(left.get()).isLessThan(8);
    assertThat(weights(out)).isEqualTo(weights(folder.resolve("whole")));
  }

  @ParameterizedTest
  @CsvSource({
    "e2e4 e7e5 Nf3, 'row 2, Moves: ''Nf3'' is no move'",
    "e2e4 e2e4, nothing of Black stands on its first square",
  })
  void gameWithAWrongMoveIsExplained(String moves, String words) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("games.jsonl"),
            "{\"Moves\": \"%s\"}\n{\"Moves\": \"%s\"}\n{\"Moves\": \"%s\"}\n"
                .formatted(GAME, moves, moves));
    assertThatThrownBy(() -> ChessGames.read(file, 10, 1, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @EnumSource
  void sizesHaveTheWeightsTheyAreCalledAfter(DecoderSize size) {
    double millions = Double.parseDouble(size.label().replace("m", ""));
    String config = size.config(2723, 256, 1, 2, 0);
    int width = number(config, "n_embd");
    int layers = number(config, "n_layer");
    double weights = (2723 + 256) * width + layers * 12.0 * width * width;
    assertThat(weights / 1e6).isBetween(.9 * millions, 1.1 * millions);
    assertThat(width % number(config, "n_head")).isZero();
    assertThat(DecoderSize.named(size.label())).contains(size);
  }

  private static int number(String config, String name) {
    return Arrays.stream(config.split("\n"))
        .filter(line -> line.contains("\"" + name + "\""))
        .map(line -> line.replaceAll("\\D+", ""))
        .map(Integer::parseInt)
        .collect(Collectors.toList())
        .getFirst();
  }
}
