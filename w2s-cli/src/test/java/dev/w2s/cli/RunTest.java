package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.study.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whole studies, from the file to the report.
class RunTest {
  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private Program.Ended run(Path study, String out) {
    return Program.run(
        "run", study, "--store", tiny.file("store"), "--out", tiny.file(out), "--threads", 1);
  }

  private JsonNode results(String out) {
    return JsonMapper.shared().readTree(tiny.file(out).resolve("results.json"));
  }

  private void assertDone(Program.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).as(ended.out()).isZero();
  }

  private Map<Path, FileTime> storedFiles() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tiny.file("store").resolve("steps"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  private List<Path> weights() throws IOException {
    return storedFiles().keySet().stream()
        .filter(file -> file.endsWith("model.safetensors"))
        .toList();
  }

  @Test
  void tableAndFilesOfTheReportAgree() throws IOException {
    Program.Ended ended = run(tiny.study("whole"), "out");

    assertDone(ended);
    JsonNode results = results("out");
    String weak = "%.1f".formatted(100 * results.at("/weak/value").asDouble());
    assertThat(ended.out()).contains("weak", "student", "ceiling", weak).contains("report: ");
    assertThat(ended.out()).containsAnyOf("no gap to recover", "PGR");
    for (JsonNode role : results.findValues("calibration")) {
      String error = "%.1f %%".formatted(100 * role.at("/error/value").asDouble());
      assertThat(ended.out()).contains(error);
      assertThat(tiny.file("out").resolve("report.html")).content().contains(error);
    }
    assertThat(results.get("testLedger")).hasSize(results.get("testEvaluations").asInt());
    assertThat(results.toString() + ended.out()).doesNotContain("NaN", "Infinity");
    assertThat(tiny.file("out").resolve("report.html")).content().contains("<svg", weak, "whole");
    assertThat(tiny.file("out").resolve("results.csv")).content().contains("weak", "ceiling");
    assertThat(tiny.file("out").resolve("plot.png")).isNotEmptyFile();
    assertThat(tiny.file("out").resolve("CARD.md"))
        .content()
        .contains("ceiling: model")
        .doesNotContain(folder.toString());
    assertThat(weights()).as("weights are released").isEmpty();
  }

  @Test
  void secondRunComputesAndWritesNothing() throws IOException {
    Path study = tiny.study("twice");
    assertDone(run(study, "first"));
    Map<Path, FileTime> before = storedFiles();

    Program.Ended second = run(study, "second");

    assertDone(second);
    assertThat(second.out()).startsWith("all 19 steps are in the store; nothing to compute\n\n");
    assertThat(storedFiles()).isEqualTo(before);
    assertThat(tiny.file("second").resolve("results.json"))
        .hasSameBinaryContentAs(tiny.file("first").resolve("results.json"));
    assertThat(Program.run("show", study, "--store", tiny.file("store")).out())
        .isNotBlank()
        .isSubstringOf(second.out());
  }

  @Test
  void dryRunTellsTheStepsAndRunsNone() throws IOException {
    Path study = tiny.study("planned");

    Program.Ended ended = Program.run("run", study, "--store", tiny.file("store"), "--dry-run");

    assertDone(ended);
    assertThat(ended.out())
        .contains("seed 1: ceiling", "to run", "19 of 19 steps to run, 8 of them trainings, about");
    assertThat(tiny.file("store").resolve("steps")).doesNotExist();
    assertThat(Program.run("show", study, "--store", tiny.file("store")).out())
        .startsWith("not finished: 19 of 19 steps are still to run, first 'examples'");
  }

  @Test
  void stepsOfAnotherStudyAreTakenOver() throws IOException {
    assertDone(run(tiny.study("one", "methods: [naive]"), "one"));

    Program.Ended more =
        run(tiny.study("more", "methods: [naive, confidence]", "seeds: 3"), "more");

    assertDone(more);
    // The supervisors' weak labels, ceilings and naive students of two seeds are kept.
    assertThat(more.out()).startsWith("13 of 28 steps to run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agreement", "oracle"})
  void stopLooksAtTheValidationRows(String stop) throws IOException {
    assertDone(
        run(
            tiny.study(
                "stopped",
                "rows: {train: 120, validation: 40, test: 60}",
                "training: {epochs: 4, batch: 8, learning-rate: 3e-3, stop: " + stop + "}"),
            "out"));

    boolean peeked = results("out").get("notes").toString().contains("oracle");
    assertThat(peeked).isEqualTo(stop.equals("oracle"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "probe"})
  void comparisonsTrainRewardModels(String tuning) throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> good = TinyStudy.rows(400);
    for (int i = 0; i < 300; i++) {
      String better = JsonMapper.shared().readTree(good.get(i / 2 * 2)).get("text").asString();
      String worse = JsonMapper.shared().readTree(good.get(i / 2 * 2 + 1)).get("text").asString();
      rows.add(
          "{\"id\": \"c%d\", \"chosen\": \"%s so %d\", \"rejected\": \"%s so %d\"}"
              .formatted(i, better, i, worse, i));
    }
    Files.write(tiny.file("pairs.jsonl"), rows);
    Files.writeString(
        tiny.file("pairs.yaml"),
        """
        task: pairs
        train: pairs.jsonl
        text: "{choice}"
        pair: {chosen: chosen, rejected: rejected}
        id: id
        """);
    assertDone(
        run(
            tiny.study(
                "reward",
                "task: pairs.yaml",
                "methods: [naive, neighbour-filter]",
                "training: {epochs: 8, batch: 8, learning-rate: 3e-3, tuning: " + tuning + "}",
                "seeds: 1"),
            "out"));

    assertThat(results("out").at("/ceiling/value").asDouble())
        .isGreaterThan(tuning.equals("full") ? .6 : .3);
  }

  // A body that was never trained has little to probe for.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{lora: {rank: 4, targets: linear}} | .6",
        "probe | .35",
        "{probe: {solver: adam, epochs: 20}} | .35",
        "probe-then-full | .6"
      })
  void everyTuningIsCarriedOut(String tuning, double least) throws IOException {
    Path study =
        tiny.study(
            "tuned",
            "training: {epochs: 8, batch: 8, learning-rate: 3e-3, tuning: " + tuning + "}",
            "seeds: 1");
    assertDone(run(study, "out"));

    assertThat(results("out").at("/ceiling/value").asDouble()).isGreaterThan(least);
    assertThat(run(study, "again").out()).contains("nothing to compute");
  }

  @Test
  void everyMethodIsCarriedOut() throws IOException {
    List<String> methods = List.copyOf(Methods.all().keySet());
    assertDone(
        run(
            tiny.study(
                "methods",
                "methods: " + methods,
                "models: {weak: {model: 'file:model', layers: 1}, through: 'file:model', strong: 'file:model'}",
                "rows: {train: 240, validation: 0, test: 60}",
                "training: {epochs: 1, batch: 8, learning-rate: 3e-3}",
                "seeds: 1"),
            "out"));

    assertThat(results("out").get("students").findValuesAsString("method"))
        .containsExactlyElementsOf(methods);
    assertThat(results("out").get("notes").toString())
        .contains("The student (anchor) learned from gold labels");
  }

  @Test
  void bootstrappingGoesThroughEveryModelOnFreshRows() throws IOException {
    Path study =
        tiny.study(
            "chain",
            "methods: [naive, bootstrap, {naive: {name: sure, bootstrap: true, labels: [{confidence-filter: {keep: 0.5}}]}}]",
            "models: {weak: {model: 'file:model', layers: 1, epochs: 1}, through: [{model: 'file:model', layers: 1}, 'file:model'], strong: 'file:model'}",
            "seeds: 1");
    assertThat(Program.run("run", study, "--store", tiny.file("store"), "--dry-run").out())
        .contains("student (bootstrap), step 1 of 3", "student (bootstrap), step 2 of 3")
        .contains("labels for sure, step 3 of 3");

    assertDone(run(study, "out"));

    assertThat(results("out").get("students").findValuesAsString("method"))
        .containsExactly("naive", "bootstrap", "sure");
    assertThat(results("out").get("notes").toString())
        .contains("The student (bootstrap) was reached by way of");
    assertThat(tiny.file("out").resolve("report.html")).content().contains("each of the 3 steps");
    assertThat(run(study, "again").out()).contains("nothing to compute");
  }

  @Test
  void classesMayBeMoreThanTwo() throws IOException {
    Files.writeString(tiny.file("mood.yaml"), TinyStudy.task("[bad, good, mixed]"));
    List<String> rows = new ArrayList<>(TinyStudy.rows(300));
    for (int i = 0; i < rows.size(); i += 3) {
      rows.set(i, rows.get(i).replaceFirst("\"mood\": \"\\w+\"", "\"mood\": \"mixed\""));
    }
    Files.write(tiny.file("train.jsonl"), rows);

    assertDone(run(tiny.study("three", "seeds: 1"), "out"));

    assertThat(results("out").get("classes").size()).isEqualTo(3);
  }

  @Test
  void weightsAreKeptOnlyWhereTheStudyAsks() throws IOException {
    assertDone(run(tiny.study("released", "seeds: 1"), "released"));
    assertThat(weights()).isEmpty();

    Program.Ended kept = run(tiny.study("kept", "seeds: 1", "keep-weights: true"), "kept");
    assertDone(kept);
    assertThat(kept.out()).startsWith("4 of 10 steps to run");
    assertThat(weights()).hasSize(4);

    assertDone(run(tiny.study("released", "seeds: 1"), "again"));
    assertThat(weights()).as("another study does not release them").hasSize(4);
    assertThat(tiny.file("again").resolve("results.json"))
        .hasSameBinaryContentAs(tiny.file("released").resolve("results.json"));
  }

  private void labels(int from, int to) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      double good = i % 2 == 0 ? 0.9 : i % 5 == 0 ? 0.6 : 0.2;
      lines.add("{\"id\": \"row-%d\", \"probabilities\": [%s, %s]}".formatted(i, 1 - good, good));
    }
    Files.write(tiny.file("labels.jsonl"), lines);
  }

  private Path labelStudy() throws IOException {
    return tiny.study(
        "own-labels", "models: {weak: {labels: labels.jsonl}, strong: 'file:model'}", "seeds: 1");
  }

  /// The rows that are tested, of all 400.
  private List<String> testRows() throws IOException {
    labels(0, 400);
    assertDone(run(labelStudy(), "probe"));
    try (Stream<Path> files = Files.walk(tiny.file("store"))) {
      Path answers =
          files.filter(file -> file.endsWith("predictions.jsonl")).min(bySize()).orElseThrow();
      return Files.readAllLines(answers).stream()
          .skip(1)
          .map(line -> JsonMapper.shared().readTree(line).get("id").asString())
          .toList();
    }
  }

  private static Comparator<Path> bySize() {
    return Comparator.comparingLong(file -> file.toFile().length());
  }

  @Test
  void labelsOfAFileTakeTheSupervisorsPlace() throws IOException {
    labels(0, 400);

    Program.Ended ended = run(labelStudy(), "out");

    assertDone(ended);
    assertThat(results("out").at("/weak/rows").asInt()).isEqualTo(60);
    assertThat(ended.out()).contains("labels.jsonl").doesNotContain("supervisor");
  }

  @Test
  void labelsMayLackTestRows() throws IOException {
    List<String> tested = testRows();
    dropLabels(tested.subList(0, 20));

    assertDone(run(labelStudy(), "out"));

    assertThat(results("out").at("/weak/rows").asInt()).isEqualTo(40);
    assertThat(results("out").at("/ceiling/rows").asInt()).isEqualTo(40);
  }

  @Test
  void labelsForNoTestRowAreFoundBeforeAnythingIsTrained() throws IOException {
    dropLabels(testRows());

    Program.Ended ended = run(labelStudy(), "out");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .startsWith("w2s: " + tiny.file("labels.jsonl") + ": none of the 60 test rows has a label")
        .hasLineCount(1);
    assertThat(ended.out()).doesNotContain("student").doesNotContain("ceiling");
  }

  @Test
  void transferRowsWithoutLabelAreNamed() throws IOException {
    labels(0, 200);

    Program.Ended ended = run(labelStudy(), "out");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .matches(
            "w2s: \\S+labels.jsonl: \\d+ of the 60 rows that the student learns from have no label here, such as 'row-\\d+'.*\n");
  }

  private void dropLabels(List<String> ids) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(tiny.file("labels.jsonl")));
    lines.removeIf(line -> ids.stream().anyMatch(id -> line.contains("\"" + id + "\"")));
    Files.write(tiny.file("labels.jsonl"), lines);
  }
}
