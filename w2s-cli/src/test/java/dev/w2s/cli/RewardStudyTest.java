package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reward models of small comparisons: behind a long dialogue, which both share, one reply is of
/// good words and the other of bad ones.
class RewardStudyTest {
  private static final int PAIRS = 300;
  private static final int TRANSFER = 60;
  private static final int TURNS = 12;

  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void write() throws IOException {
    tiny = TinyStudy.in(folder);
    String dialogue =
        String.join(" ", Collections.nCopies(TURNS, String.join(" ", TinyModel.OTHER)));
    List<String> replies =
        TinyStudy.rows(2 * PAIRS).stream()
            .map(row -> JsonMapper.shared().readTree(row).get("text").asString())
            .toList();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      rows.add(
          "{\"id\": \"c%d\", \"prompt\": \"%s\", \"chosen\": \"%s\", \"rejected\": \"%s\"}"
              .formatted(i, dialogue, replies.get(2 * i), replies.get(2 * i + 1)));
    }
    Files.write(tiny.file("pairs.jsonl"), rows);
    Files.writeString(
        tiny.file("pairs.yaml"),
        """
        task: pairs
        train: pairs.jsonl
        text: "{prompt} {choice}"
        pair: {chosen: chosen, rejected: rejected, ties: drop}
        id: id
        """);
  }

  private JsonNode results(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("task: pairs.yaml");
    all.add("rows: {train: %d, validation: 0, test: 60}".formatted(2 * TRANSFER));
    all.add("seeds: 1");
    Program.Ended ended =
        Program.run(
            "run",
            tiny.study("reward", all.toArray(String[]::new)),
            "--store",
            tiny.file("store"),
            "--out",
            tiny.file("out"),
            "--threads",
            1);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    return JsonMapper.shared().readTree(tiny.file("out").resolve("results.json"));
  }

  @Test
  void whatIsCutOfALongDialogueIsItsStart() throws IOException {
    JsonNode results =
        results(
            "training: {epochs: 8, batch: 8, learning-rate: 3e-3, max-tokens: 16}",
            "methods: [naive]");

    assertThat(results.at("/ceiling/value").asDouble()).isGreaterThan(.75);
    JsonNode control = results.get("lengthControl");
    int pairs = 0;
    for (JsonNode kind : control.get("pairs")) {
      pairs += kind.asInt();
    }
    assertThat(pairs).isEqualTo(60);
    assertThat(control.at("/ceiling/accuracy/value").asDouble()).isGreaterThan(.7);
    assertThat(control.at("/ceiling/overWeak/value").asDouble())
        .isEqualTo(
            control.at("/ceiling/accuracy/value").asDouble()
                - control.at("/weak/accuracy/value").asDouble(),
            within(1e-9));
    assertThat(Files.readString(tiny.file("out").resolve("report.html")))
        .contains("What is left where length gives nothing away");
  }

  @Test
  void generativeFinetuningReadsPromptsWithBothReplies() throws IOException {
    JsonNode results =
        results(
            "training: {epochs: 4, batch: 8, learning-rate: 3e-3, max-tokens: 16}",
            "methods: [naive, generative]");

    assertThat(results.get("students")).hasSize(2);
    List<String> steps = generative();
    assertThat(steps).hasSize(1);
    String last = steps.getFirst().strip().replaceAll("(?s).*\n", "");
    assertThat(JsonMapper.shared().readTree(last).get("rows").asInt())
        .as("texts that were learnt")
        .isEqualTo(2 * TRANSFER);
  }

  /// The learning curves of generative finetunings.
  private List<String> generative() throws IOException {
    List<String> curves = new ArrayList<>();
    try (Stream<Path> files = Files.walk(tiny.file("store").resolve("steps"))) {
      for (Path result : files.filter(file -> file.endsWith("result.json")).toList()) {
        if (Files.readString(result).contains("generative finetuning on transfer rows")) {
          curves.add(Files.readString(result.resolveSibling("curve.jsonl")));
        }
      }
    }
    return curves;
  }
}
