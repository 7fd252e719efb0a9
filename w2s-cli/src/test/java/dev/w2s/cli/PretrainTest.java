package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PretrainTest {
  private static final String GAMES =
      "{\"Moves\": \"e2e4 e7e5 g1f3 b8c6 f1b5\"}\n{\"Moves\": \"d2d4 d7d5 c2c4 e7e6\"}\n";

  @TempDir Path folder;

  @BeforeEach
  void writeGames() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/chess_games"));
    Files.writeString(data.resolve("train.jsonl"), GAMES.repeat(4));
    Files.writeString(data.resolve("test.jsonl"), GAMES);
  }

  private Program.Ended pretrain(String size, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("pretrain", "chess", "--data-dir", folder.resolve("data"), "--size", size));
    arguments.addAll(List.of("--out", folder.resolve("out"), "--threads", 1));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  @Test
  void modelIsTrainedOnceAndMeasured() throws IOException {
    Program.Ended first = pretrain("0.3m", "--batch", 4);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("chess-0.3m: 290,752 weights", "tokens/s")
        .containsPattern(
            "games not learnt: +loss \\d\\.\\d{3}, next move the likeliest in .*\\(6 moves\\)")
        .contains("positions not learnt:");
    Path model = folder.resolve("out/chess-0.3m");
    assertThat(model.resolve("tokenizer.json")).exists();
    byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
    Program.Ended second = pretrain("0.3m", "--batch", 4);
    assertThat(second.out()).contains("trained before").doesNotContain("tokens/s");
    assertThat(model.resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @ParameterizedTest
  @CsvSource({
    "5m, --epochs, 1, '--size is 5m; 0.3m, 1m, 4m, 12m, 30m or all is needed'",
    "1m, --epochs, 0, epochs and batch must be at least 1",
    "0.3m, --epochs, 2147483647, 'epochs must be at most 1,073,741,823, with 2 steps in each'",
    "1m, --games, 1, --games must be at least 2",
    "1m, --positions, 0, --positions at least 1",
    "1m, --data-dir, /nowhere, chess_games"
  })
  void wrongOptionsAreExplained(String size, String option, String value, String words) {
    Program.Ended ended =
        option.equals("--data-dir")
            ? Program.run(
                "pretrain", "chess", option, value, "--size", size, "--out", folder.resolve("out"))
            : pretrain(size, option, value);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ");
  }

  @Test
  void whatIsToBeLearntHasToBeSaid() {
    Program.Ended ended = Program.run("pretrain");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("w2s pretrain chess");
  }
}
