package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.chess.ChessWords;
import dev.w2s.model.FreshModel;
import dev.w2s.pretrain.DecoderSize;
import dev.w2s.pretrain.internal.ChessLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A decoder of fresh weights that is shown labelled rows.
class FewShotStudyTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  /// Texts of moves; the first of them tells by which of two moves it is answered.
  @BeforeEach
  void write() throws IOException {
    FreshModel.write(
        folder.resolve("small"),
        ChessLanguage.config(DecoderSize.SMALLEST),
        ChessLanguage.tokenizer(),
        1);
    Random random = new Random(3);
    List<String> moves = ChessWords.moves();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 160; i++) {
      boolean king = i % 2 == 0;
      String text = king ? "g1f3" : "b1c3";
      for (int more = 0; more < 3; more++) {
        text += " " + moves.get(random.nextInt(moves.size()));
      }
      rows.add(
          "{\"id\": \"r%d\", \"text\": \"%s\", \"move\": \"%s\"}"
              .formatted(i, text, king ? "e2e4" : "d2d4"));
    }
    Files.write(folder.resolve("rows.jsonl"), rows);
    Files.writeString(
        folder.resolve("moves.yaml"),
        """
        task: moves
        classes: [e2e4, d2d4]
        train: rows.jsonl
        text: "{text}"
        label: move
        id: id
        """);
  }

  private Program.Ended run(String strong) throws IOException {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            """
            study: shown
            task: moves.yaml
            rows: {train: 80, validation: 0, test: 40}
            models: {weak: 'file:small', strong: '%s'}
            training: {epochs: 1, batch: 8, learning-rate: 1e-3}
            methods: [naive]
            analyses: {few-shot: 3}
            seeds: 2
            """
                .formatted(strong));
    return Program.run(
        "run",
        study,
        "--store",
        folder.resolve("store"),
        "--out",
        folder.resolve("out"),
        "--threads",
        1);
  }

  @Test
  void theSameRowsAreShownWithGoldAndWithWeakLabels() throws IOException {
    Program.Ended ended = run("file:small");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).as(ended.out()).isZero();
    JsonNode results = JSON.readTree(folder.resolve("out/results.json"));
    JsonNode found = results.get("fewShot");
    assertThat(found.get("shots").asInt()).isEqualTo(3);
    assertThat(found.at("/gold/value").asDouble()).isBetween(0.0, 1.0);
    assertThat(found.at("/weak/rows").asInt()).isEqualTo(40);
    for (int seed = 0; seed < 2; seed++) {
      List<String> gold = shown(results, "seed " + seed + ": 3 shots with gold labels");
      assertThat(gold)
          .hasSize(3)
          .isEqualTo(shown(results, "seed " + seed + ": 3 shots with weak labels"));
    }
    assertThat(results.get("testEvaluations").asInt()).isEqualTo(2 * 5);
    assertThat(folder.resolve("out/report.html"))
        .content()
        .contains("What the strong model says untrained");
  }

  /// Ids of the rows that a step drew.
  private List<String> shown(JsonNode results, String title) throws IOException {
    String key =
        results
            .get("steps")
            .valueStream()
            .filter(step -> step.get("title").asString().equals(title))
            .map(step -> step.get("key").asString())
            .findFirst()
            .orElseThrow();
    Path file =
        folder
            .resolve("store/steps")
            .resolve(key.substring(0, 2))
            .resolve(key)
            .resolve("predictions.jsonl");
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(line -> JSON.readTree(line).get("id").asString()).toList();
    }
  }

  @Test
  void anEncoderIsRefusedBeforeItIsTrained() throws IOException {
    TinyModel.write(folder.resolve("model"), 7);

    Program.Ended ended = run("file:model");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("was not trained to tell the next token");
    assertThat(ended.out()).doesNotContain("student");
  }
}
