package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.PredictionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FinalRowsTest {
  private static final String ROWS = "rows: {train: 120, validation: 0, test: 60, final: 80}";
  private static final String QUICK = "training: {epochs: 1, batch: 8, learning-rate: 3e-3}";

  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private Program.Ended run(Path study, Object... more) {
    return Program.run(
        Stream.concat(
                Stream.of("run", study, "--store", tiny.file("store"), "--threads", 1),
                Stream.of(more))
            .toArray());
  }

  private Program.Ended opened(Path study) {
    return run(study, "--out", tiny.file("final"), "--final");
  }

  private JsonNode results(String out) {
    return JsonMapper.shared().readTree(tiny.file(out).resolve("results.json"));
  }

  private Set<String> answered(String title) throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path result : stored("result.json")) {
      JsonNode node = JsonMapper.shared().readTree(result);
      if (node.at("/provenance/title").asString("").equals(title)) {
        PredictionFiles.read(result.resolveSibling("predictions.jsonl"))
            .forEach(answer -> ids.add(answer.id()));
      }
    }
    return ids;
  }

  private List<Path> stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(tiny.file("store"))) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }

  @Test
  void finalRowsAreSeenOnceAndByOnePlanAlone() throws IOException {
    Path study = tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1");
    Program.Ended before = run(study, "--out", tiny.file("out"));
    assertThat(before.code()).as(before.err()).isZero();
    assertThat(results("out").get("furtherTests")).isEmpty();

    Program.Ended ended = opened(study);

    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode set = results("final").get("furtherTests").get(0);
    assertThat(set.get("test").asString()).isEqualTo("final");
    assertThat(ended.out()).contains("final");
    Set<String> last = answered("seed 0: test ceiling on final");
    assertThat(last).hasSize(80);
    assertThat(last)
        .doesNotContainAnyElementsOf(answered("seed 0: test ceiling"))
        .doesNotContainAnyElementsOf(answered("seed 0: weak labels"));
    assertThat(opened(study).out()).contains("nothing to compute");
    assertThat(run(study, "--out", tiny.file("out")).code()).isZero();

    Program.Ended other =
        opened(tiny.study("sealed", ROWS, QUICK, "methods: [naive, confidence]", "seeds: 1"));

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("the final rows are opened once, and were for sealed at 20");
    assertThat(answered("seed 0: test student (confidence) on final")).isEmpty();
  }

  @Test
  void anotherTemplateOpensNothingAnew() throws IOException {
    Path study = tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1");
    assertThat(opened(study).code()).isZero();
    Path task = tiny.file("mood.yaml");
    Files.writeString(task, Files.readString(task).replace("{text}", "It says: {text}"));

    Program.Ended ended = opened(study);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("the final rows are opened once");
  }

  @Test
  void runThatFailsBeforeTheLookSealsNothing() throws IOException {
    String many = ROWS.replace("final: 80", "final: 900");
    Program.Ended tooMany =
        opened(tiny.study("sealed", many, QUICK, "methods: [naive]", "seeds: 1"));
    assertThat(tooMany.code()).isEqualTo(2);
    assertThat(tooMany.err()).contains("the final part (rows.final)");

    assertThat(opened(tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1")).code())
        .isZero();
  }

  @Test
  void reportIsWrittenAgainWithTheFinalNumbers() throws IOException {
    Path study = tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1");
    assertThat(opened(study).code()).isZero();

    Program.Ended ended =
        Program.run(
            "report", study, "--store", tiny.file("store"), "--out", tiny.file("again"), "--final");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(tiny.file("again").resolve("results.json"))
        .hasSameBinaryContentAs(tiny.file("final").resolve("results.json"));
  }

  @Test
  void nothingIsOpenedWhereNothingIsSealed() throws IOException {
    Program.Ended ended = opened(tiny.study("open", QUICK, "methods: [naive]", "seeds: 1"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("study open has no final rows to open; rows: {final: 1000}");
  }

  @Test
  void lookingAtThePlanOpensNothing() throws IOException {
    Path study = tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1");

    Program.Ended ended = run(study, "--final", "--dry-run");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("seed 0: test ceiling on final");
    assertThat(tiny.file("store").resolve("seals")).doesNotExist();
  }

  @Test
  void damagedSealIsNotTakenForNone() throws IOException {
    Path study = tiny.study("sealed", ROWS, QUICK, "methods: [naive]", "seeds: 1");
    assertThat(opened(study).code()).isZero();
    try (Stream<Path> seals = Files.list(tiny.file("store").resolve("seals"))) {
      Files.writeString(seals.findFirst().orElseThrow(), "{");
    }

    Program.Ended ended = opened(study);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("is damaged");
  }
}
