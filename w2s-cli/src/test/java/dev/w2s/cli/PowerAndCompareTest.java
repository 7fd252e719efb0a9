package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `w2s power` and `w2s compare`.
class PowerAndCompareTest {
  @TempDir Path folder;

  @Test
  void assumedNumbersGiveATable() {
    Program.Ended ended =
        Program.run("power", "--effect", 3, "--seed-sd", 2, "--disagree", 20, "--rows", 2000);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out().lines())
        .contains(
            "assumed: standard deviation 2.0 points between seeds, 44.6 between rows, 0.0 of the rest",
            "seeds  power, 2,000 rows  rows for 80 %",
            "1      unknown            unknown",
            "2      19 %               no number is enough",
            "10     71 %               2,784",
            // The effect is 2.8 standard errors: (1.96 + 0.84) sqrt(.0004 / 27 + .1991 / 2000) =
            // .03.
            "a difference of 3.0 points at 95 %, found in 80 % of studies with 2,000 rows: 27 seeds.");
  }

  @Test
  void whatIsMissingOrCannotBeIsNamed() {
    assertThat(Program.run("power", "--effect", 3).err())
        .startsWith("w2s: name a pilot study, or give both --seed-sd and --disagree");
    assertRefused("--effect must be above 0 and at most 100 but was 0.0", 0, 2, 20);
    assertRefused("--seed-sd must lie between 0 and 100 but was -2.0", 3, -2, 20);
    assertRefused("--disagree must lie between the effect and 100 but was 2.0", 3, 2, 2);
  }

  private static void assertRefused(
      String message, double effect, double seedDeviation, double disagree) {
    Program.Ended ended =
        Program.run(
            "power", "--effect=" + effect, "--seed-sd=" + seedDeviation, "--disagree=" + disagree);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("w2s: " + message);
  }

  @Test
  void pilotsAndStudiesAreReadFromTheStoreAlone() throws IOException {
    TinyStudy tiny = TinyStudy.in(folder);
    String[] quick = {"methods: [naive]", "training: {epochs: 1, batch: 16, learning-rate: 3e-3}"};
    Path two = tiny.study("two", quick);
    Path one = tiny.study("one", quick[0], quick[1], "seeds: 1");
    Path other = tiny.study("other", quick[0], quick[1], "seeds: 3");
    Path store = tiny.file("store");
    Program.Ended run =
        Program.run("run", two, "--store", store, "--out", tiny.file("out"), "--threads", 1);
    assertThat(run.code()).as(run.err()).isZero();

    Program.Ended power = Program.run("power", two, "--effect", 5, "--store", store);
    assertThat(power.code()).as(power.err()).isZero();
    assertThat(power.out())
        .startsWith("pilot: " + two + ", 2 seeds, 60 test rows\n")
        .contains("student (naive) - weak labels: standard deviation")
        .doesNotContain("NaN", "Infinity");

    assertThat(Program.run("power", one, "--effect", 5, "--store", store).err())
        .startsWith(
            "w2s: a pilot needs at least 2 seeds, to tell how much they differ, but study 'one' has 1;");
    assertThat(Program.run("power", other, "--effect", 5, "--store", store).err())
        .startsWith("w2s: study 'other' is not finished: ");

    Program.Ended compared = Program.run("compare", two, one, "--store", store);
    assertThat(compared.code()).as(compared.err()).isZero();
    assertThat(compared.out())
        .contains("two    naive", "one    naive", "naive over 2 studies: median gain")
        .doesNotContain("NaN");
  }

  @Test
  void fileOfSeveralTasksIsRunShownAndComparedAsOne() throws IOException {
    TinyStudy tiny = TinyStudy.in(folder);
    Files.writeString(
        tiny.file("other.yaml"),
        TinyStudy.task("[bad, good]").replace("task: mood", "task: other"));
    Path both =
        Files.writeString(
            tiny.file("both.yaml"),
            """
            study: both
            tasks: [mood.yaml, {other.yaml: {epochs: 2}}]
            rows: {train: 120, validation: 0, test: 60}
            models: {weak: {model: 'file:model', layers: 1}, strong: 'file:model'}
            training: {epochs: 1, batch: 16, learning-rate: 3e-3}
            methods: [naive]
            seeds: 1
            """);
    Path store = tiny.file("store");
    Path out = tiny.file("out");

    Program.Ended run = Program.run("run", both, "--store", store, "--out", out, "--threads", 1);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("2 studies together: 15 of 15 steps to run, 6 of them trainings, about")
        .contains("study 1 of 2: both-mood", "study 2 of 2: both-other", "naive over 2 studies:");
    assertThat(out.resolve("both-mood/results.json")).isNotEmptyFile();
    assertThat(out.resolve("both-other/results.json")).isNotEmptyFile();
    assertThat(out.resolve("report.html")).content().contains("href=\"both-other/report.html\"");
    Path again = tiny.file("again");
    Program.Ended report = Program.run("report", both, "--store", store, "--out", again);
    assertThat(report.out()).endsWith("report: " + again.resolve("report.html") + "\n");
    for (String name : List.of("results.json", "results.csv", "comparisons.csv")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(out.resolve(name));
    }
    assertThat(Program.run("report", both, "--store", tiny.file("none")).err())
        .contains("study 'both-mood' is not finished: 8 of 8 steps are still to run");
    String together = Program.run("compare", both, "--store", store).out();
    assertThat(together).contains("naive over 2 studies:").isSubstringOf(run.out());
    assertThat(Program.run("show", both, "--store", store).out()).endsWith(together);
    assertThat(Program.run("explain", both, "--study", "both-other").out())
        .contains("study: both-other", "epochs: 2")
        .doesNotContain("study: both-mood");
    assertThat(Program.run("compare", both, "--study", "x").code()).isEqualTo(2);
    assertThat(Program.run("show", both, "--study", "both-othr", "--store", store).err())
        .contains("there is no study 'both-othr' here", "both-other");
    assertThat(Program.run("power", both, "--effect", 5, "--store", store).err())
        .contains("--study", "both-mood");
    assertThat(
            Program.run("power", both, "--study", "both-other", "--effect", 5, "--store", store)
                .err())
        .startsWith("w2s: a pilot needs at least 2 seeds")
        .contains("study 'both-other' has 1");
  }
}
