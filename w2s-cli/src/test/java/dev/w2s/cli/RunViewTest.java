package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Fingerprints;
import dev.w2s.data.TaskFile;
import dev.w2s.model.Fetching;
import dev.w2s.model.Models;
import dev.w2s.run.Forecast;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Planner;
import dev.w2s.study.StudyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final PrintWriter screen = new PrintWriter(out);
  private final List<String> opened = new ArrayList<>();
  private Plan plan;
  private RunView view;

  @BeforeEach
  void open() throws IOException {
    Path study = TinyStudy.in(folder).study("seen", "seeds: 1", "methods: [naive]");
    plan = plan(study);
    Store store = Store.open(folder.resolve("store"));
    Forecast forecast = Forecast.of(plan, store, new Kept(store), () -> 1e9);
    view = new RunView(screen, forecast, (task, rest) -> seen(task));
  }

  private static Plan plan(Path study) {
    StudyFile file = StudyFile.read(study, Map.of(), TaskFile::read);
    return Planner.plan(file.study(), new Models(Fetching.SILENT), Fingerprints::of);
  }

  private StepView seen(String task) {
    opened.add(task);
    return StepView.NONE;
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  @Test
  void eachStepThatEndsIsALine() {
    PlannedStep first = plan.steps().get(0);
    PlannedStep second = plan.steps().get(1);

    view.planned(plan.steps(), 0);
    view.begin(first).at(1, 2, "");
    view.end(first, 12.34);
    view.foundDone(second);

    assertThat(opened).containsExactly("[1/8] examples");
    assertThat(lines())
        .satisfiesExactly(
            l -> assertThat(l).matches("8 of 8 steps to run, 3 of them trainings, about \\d+ s"),
            l -> assertThat(l).matches("\\[1/8] examples +12\\.3 s   about \\d+ s left"),
            l -> assertThat(l).matches("\\[2/8] seed 0: supervisor +by another process .* left"));
  }

  @Test
  void lastStepHasNothingLeftAfterIt() {
    PlannedStep last = plan.steps().getLast();

    view.planned(List.of(last), 7);
    view.begin(last);
    view.end(last, 1);

    assertThat(lines().getFirst()).startsWith("1 of 8 steps to run, about");
    assertThat(lines().getLast()).matches("\\[8/8] seed 0: test ceiling +1\\.0 s");
  }

  @Test
  void nothingToDoIsSaid() {
    view.planned(List.of(), 8);

    assertThat(lines()).containsExactly("all 8 steps are in the store; nothing to compute");
  }

  @Test
  void waitingTellsForWhat() {
    view.planned(plan.steps(), 0);
    view.waiting(plan.steps().subList(0, 1));

    assertThat(lines().getLast())
        .isEqualTo("waiting for another process, which computes: examples");
  }

  @Test
  void plainProgressComesEverySoOftenFromTheFirstStepSeen() throws InterruptedException {
    StepView lines =
        StepView.lines(screen, Duration.ZERO).open("[1/2] step", Duration.ofSeconds(60));

    lines.at(500, 1000, "loss 0.5");
    assertThat(lines()).as("no rate is known yet").isEmpty();
    Thread.sleep(20);
    lines.at(600, 1000, "loss 0.4");
    lines.close();

    assertThat(lines())
        .singleElement()
        .asString()
        .matches(
            "\\[1/2] step: 60 %, \\d+ s left, study 1 min \\d+ s left, \\d+ rows/s, loss 0\\.4");
  }

  @Test
  void plainProgressIsSilentUntilItsTime() {
    StepView lines = StepView.lines(screen, Duration.ofHours(1)).open("step", Duration.ZERO);

    lines.at(1, 10, "");
    lines.at(9, 10, "");

    assertThat(lines()).isEmpty();
  }

  @Test
  void barIsGoneWhenItsStepEnds() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    StepView bar =
        StepView.bars(new PrintStream(terminal, true, StandardCharsets.UTF_8))
            .open("[1/2] step", Duration.ofSeconds(90));

    bar.at(50, 100, "loss 0.5");
    bar.close();

    assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("[1/2] step").endsWith("\r");
  }
}
