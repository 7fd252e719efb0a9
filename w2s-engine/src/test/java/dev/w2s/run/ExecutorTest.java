package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.IoFailure;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.study.Labelling;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StudyAnalyses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTest {
  private static final List<String> ALL =
      List.of(
          "examples",
          "seed 0: supervisor",
          "seed 0: weak labels",
          "seed 0: test supervisor",
          "seed 0: student (naive)",
          "seed 0: test student (naive)",
          "seed 0: ceiling",
          "seed 0: test ceiling");

  @TempDir Path folder;
  private Store store;
  private final List<String> ran = new ArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Consumer<PlannedStep> before = step -> {};
  private volatile boolean cancelled;

  @BeforeEach
  void open() {
    store = Store.open(folder.resolve("store"));
  }

  /// Writes weights where the engine would, and fails where weights it would read are gone.
  private Map<String, Double> work(PlannedStep step, Claim claim, StepProgress progress) {
    before.accept(step);
    ran.add(step.title());
    try {
      if (step.step() instanceof Step.Finetune training) {
        Files.writeString(claim.output().resolve(Artifact.WEIGHTS), step.title());
        if (training.states() > 0) {
          Files.writeString(claim.output().resolve(Artifact.states(training.states())), "");
        }
      } else {
        for (Path file : needed(step)) {
          Files.readString(file);
        }
      }
    } catch (IOException e) {
      throw IoFailure.of(e);
    }
    return Map.of("rows", 1.0);
  }

  private List<Path> needed(PlannedStep step) {
    return switch (step.step()) {
      case Labelling.Label label -> List.of(weights(label.model().hex()));
      case Step.Evaluate evaluate -> List.of(weights(evaluate.of().hex()));
      case Step.MakeExamples s -> List.of();
      case Step.Finetune s -> List.of();
      case Step.Embed s -> List.of();
      case Step.Probe s -> List.of();
      case Labelling.Relabel s -> List.of();
      case Labelling.ImportLabels s -> List.of();
      case Labelling.Combine s -> List.of();
      case Labelling.Simulate s -> List.of();
      case Step.Adapt s -> List.of();
      case Step.Draw s -> List.of();
      case Step.Choose s -> List.of();
      case Labelling.Shots s -> List.of();
      case Step.Bound s -> List.of();
    };
  }

  @Test
  void trainingsWhoseResultsLackTheirStatesRunOnceMore() {
    run(Plans.standard());
    ran.clear();
    Plan curved = Plans.of(study -> study.analyses(new StudyAnalyses(3, false)));

    run(curved);
    assertThat(ran)
        .containsExactly("seed 0: supervisor", "seed 0: student (naive)", "seed 0: ceiling");
    assertThat(hasWeights(curved, "ceiling")).isFalse();

    ran.clear();
    run(curved);
    run(Plans.standard());
    assertThat(ran).isEmpty();

    run(Plans.of(study -> study.analyses(new StudyAnalyses(2, false))));
    assertThat(ran).as("another number of points").hasSize(3);
  }

  private Path weights(String hex) {
    return store
        .root()
        .resolve("steps")
        .resolve(hex.substring(0, 2))
        .resolve(hex)
        .resolve(Artifact.WEIGHTS);
  }

  private boolean hasWeights(Plan plan, String title) {
    return Files.exists(weights(Plans.titled(plan, title).key().hex()));
  }

  private void run(Plan plan) {
    new Executor(store, this::work, () -> Map.of("device", "none"), new Heard(), () -> cancelled)
        .run(plan);
  }

  private final class Heard implements RunListener {
    @Override
    public void planned(List<PlannedStep> open, int kept) {
      heard.add("planned " + open.size() + ", kept " + kept);
    }

    @Override
    public StepProgress begin(PlannedStep step) {
      return (done, total, detail) -> {};
    }

    @Override
    public void end(PlannedStep step, double seconds) {
      heard.add("end " + step.title());
    }

    @Override
    public void foundDone(PlannedStep step) {
      heard.add("found " + step.title());
    }

    @Override
    public void waiting(List<PlannedStep> held) {
      heard.add("waiting for " + held.getFirst().title());
    }
  }

  @Test
  void stepsRunOnceInTheirOrder() {
    run(Plans.standard());
    assertThat(ran).isEqualTo(ALL);

    run(Plans.standard());
    assertThat(ran).isEqualTo(ALL);
    assertThat(heard).startsWith("planned 8, kept 0").endsWith("planned 0, kept 8");
  }

  @Test
  void resultTellsFactsAndHowItCameToBe() {
    Plan plan = Plans.standard();
    run(plan);

    var result = store.find(Plans.titled(plan, "ceiling").key()).orElseThrow();
    assertThat(result.facts()).isEqualTo(Map.of("rows", 1.0));
    assertThat(result.provenance())
        .containsEntry("device", "none")
        .containsEntry("title", "seed 0: ceiling")
        .containsKeys("seconds", "finished");
  }

  @Test
  void weightsAreReleasedOnceNothingAsksForThem() {
    Plan plan = Plans.standard();
    List<String> atStudent = new ArrayList<>();
    before =
        step -> {
          if (step.title().endsWith("ceiling") && hasWeights(plan, "supervisor")) {
            atStudent.add(step.title());
          }
        };

    run(plan);

    assertThat(atStudent).as("the supervisor's weights outlive their last use").isEmpty();
    assertThat(List.of("supervisor", "student (naive)", "ceiling"))
        .noneMatch(title -> hasWeights(plan, title));
  }

  @Test
  void weightsThatAreAskedForLaterAreMadeAgainAndKept() {
    run(Plans.standard());
    ran.clear();
    Plan keeping = Plans.of(study -> study.keepWeights(true));

    run(keeping);

    assertThat(ran).containsExactly(ALL.get(1), ALL.get(4), ALL.get(6));
    run(Plans.standard());
    assertThat(hasWeights(keeping, "ceiling")).isTrue();
    assertThat(store.find(Plans.titled(keeping, "ceiling").key()).orElseThrow().facts())
        .isEqualTo(Map.of("rows", 1.0));
  }

  @Test
  void newMethodOfAFinishedStudyTrainsItsStudentOnly() {
    run(Plans.standard());
    ran.clear();

    run(Plans.of(study -> study.methods("naive", "confidence")));

    assertThat(ran)
        .containsExactly("seed 0: student (confidence)", "seed 0: test student (confidence)");
  }

  @Test
  void weightsThatAnotherStudyReleasesMeanwhileAreMadeAgain() {
    Plan plan = Plans.standard();
    before =
        step -> {
          if (step.title().endsWith("test ceiling") && !ran.contains("seed 0: test ceiling")) {
            store.release(Plans.titled(plan, "0: ceiling").key(), Artifact.WEIGHTS);
          }
        };

    run(plan);

    assertThat(ran)
        .containsSubsequence(
            "seed 0: ceiling", "seed 0: test ceiling", "seed 0: ceiling", "seed 0: test ceiling")
        .hasSize(10);
  }

  @Test
  void badInputOfAStepEndsTheRunAndKeepsWhatWasDone() {
    before =
        step -> {
          if (step.title().endsWith("weak labels")) {
            throw new BadInputException("no such label");
          }
        };

    assertThatThrownBy(() -> run(Plans.standard())).hasMessage("no such label");

    before = step -> {};
    ran.clear();
    run(Plans.standard());
    assertThat(ran).isEqualTo(ALL.subList(2, 8));
  }

  @Test
  void cancelledRunStopsBetweenSteps() {
    before = step -> cancelled = step.title().endsWith("weak labels");

    assertThatThrownBy(() -> run(Plans.standard())).isInstanceOf(CancelledException.class);

    assertThat(ran).isEqualTo(ALL.subList(0, 3));
  }

  @Test
  void stepThatAnotherHoldsIsAwaited() throws InterruptedException {
    Plan plan = Plans.standard();
    PlannedStep examples = Plans.titled(plan, "examples");
    Claim elsewhere = store.claim(examples.key()).orElseThrow();
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              awaitWaiting();
              elsewhere.commit(Map.of(), Map.of());
              elsewhere.close();
            });

    run(plan);

    other.join();
    assertThat(heard).startsWith("planned 8, kept 0", "waiting for examples", "found examples");
    assertThat(ran).isEqualTo(ALL.subList(1, 8));
  }

  @Test
  void stepThatAnotherLeavesUndoneIsTakenOver() throws InterruptedException {
    Plan plan = Plans.standard();
    Claim elsewhere = store.claim(Plans.titled(plan, "examples").key()).orElseThrow();
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              awaitWaiting();
              elsewhere.close();
            });

    run(plan);

    other.join();
    assertThat(ran).isEqualTo(ALL);
  }

  @Test
  void halfMadeOutputOfAKilledProcessIsNoPartOfAResult() throws IOException {
    Plan plan = Plans.standard();
    PlannedStep ceiling = Plans.titled(plan, "0: ceiling");
    try (Claim killed = store.claim(ceiling.key()).orElseThrow()) {
      Files.writeString(killed.output().resolve("half-made"), "");
      Files.writeString(killed.checkpoint().resolve("checkpoint"), "kept");
    }
    List<String> checkpoints = new ArrayList<>();
    before =
        step -> {
          Path work = store.root().resolve("work").resolve(ceiling.key().hex());
          if (step.equals(ceiling) && Files.exists(work.resolve("checkpoint/checkpoint"))) {
            checkpoints.add("kept");
          }
        };

    run(plan);

    assertThat(checkpoints).containsExactly("kept");
    assertThat(store.find(ceiling.key()).orElseThrow().file("half-made")).doesNotExist();
  }

  private void awaitWaiting() {
    while (!heard.contains("waiting for examples")) {
      Thread.onSpinWait();
    }
  }
}
