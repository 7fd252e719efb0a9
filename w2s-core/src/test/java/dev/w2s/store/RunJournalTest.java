package dev.w2s.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.store.RunState.Phase;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
  private static final StepKey KEY = new StepKey("ab".repeat(32));
  private static final StudyRecord STUDY =
      new StudyRecord(
          "mine",
          "mood",
          "small",
          "large",
          List.of(new StudyRecord.RecordedStep(KEY, "finetune", "a student", List.of())),
          List.of());

  @TempDir Path temp;
  private Store store;
  private RunJournal journal;

  @BeforeEach
  void open() {
    store = Store.open(temp);
    journal = store.journal(STUDY, RunOrigin.here(List.of("run", "mine.yaml")));
  }

  @Test
  void studyIsRememberedAndARunThatComputesNothingLeavesNoTrace() {
    journal.during(() -> {});
    assertThat(store.studies()).containsExactly(STUDY);
    assertThat(store.run("mine")).isEmpty();
  }

  @Test
  void progressIsSeenByOthersWhileTheStepRuns() {
    journal.during(() -> {
      journal.start();
      try (Claim claim = store.claim(KEY).orElseThrow()) {
        journal.begin(KEY);
        journal.progress(10, 40, "loss 0.5");
        Store other = Store.view(temp);
        await(() -> !other.beats(KEY, 0).isEmpty());
        StepBeat beat = other.beats(KEY, 0).getFirst();
        assertThat(beat.done()).isEqualTo(10);
        assertThat(beat.detail()).isEqualTo("loss 0.5");
        assertThat(other.beats(KEY, 1000)).isEmpty();
        RunState run = other.run("mine").orElseThrow();
        assertThat(run.isAlive(Instant.now())).isTrue();
        assertThat(run.isAlive(Instant.now().plus(RunState.PATIENCE))).isFalse();
        assertThat(run.origin().arguments()).containsExactly("run", "mine.yaml");
        claim.commit(Map.of(), Map.of());
      }
      journal.end();
    });
    assertThat(store.beats(KEY, 0)).isEmpty();
    assertThat(temp.resolve("work").resolve(KEY.hex())).doesNotExist();
    assertThat(store.run("mine").orElseThrow().phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void stopIsAskedForByAnotherAndHeard() {
    assertThatThrownBy(() ->
            journal.during(() -> {
              journal.start();
              Store.view(temp).requestStop("mine");
              await(journal::stopRequested);
              assertThat(store.run("mine").orElseThrow().stopping()).isTrue();
              throw new CancelledException();
            }))
        .isInstanceOf(CancelledException.class);
    RunState run = store.run("mine").orElseThrow();
    assertThat(run.phase()).isEqualTo(Phase.STOPPED);
    assertThat(run.stopping()).as("the next run is not stopped").isFalse();
  }

  @Test
  void failureIsToldWithItsReason() {
    assertThatThrownBy(() ->
            journal.during(() -> {
              journal.start();
              throw new FailedException("the loss is not finite");
            }))
        .isInstanceOf(FailedException.class);
    RunState run = store.run("mine").orElseThrow();
    assertThat(run.phase()).isEqualTo(Phase.FAILED);
    assertThat(run.message()).isEqualTo("the loss is not finite");
  }

  @Test
  void stopOfAStudyThatWasNeverRunIsRefused() {
    assertThatThrownBy(() -> store.requestStop("mine"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no run of this study");
  }

  @Test
  void halfWrittenLineIsLeftForLater() throws IOException {
    Path work = Files.createDirectories(temp.resolve("work").resolve(KEY.hex()));
    Files.writeString(
        work.resolve("progress.jsonl"),
        "{\"millis\":1,\"done\":2,\"of\":3,\"detail\":\"\"}\n{\"millis\":4,\"do");
    assertThat(store.beats(KEY, 0)).containsExactly(new StepBeat(1, 2, 3, ""));
  }

  @Test
  void resultIsReadOnceButMissedWhereItIsGone() throws IOException {
    try (Claim claim = store.claim(KEY).orElseThrow()) {
      claim.commit(Map.of("loss", 1.0), Map.of());
    }
    StepResult first = store.find(KEY).orElseThrow();
    assertThat(store.find(KEY).orElseThrow()).isSameAs(first);
    Files.delete(first.file("result.json"));
    assertThat(store.find(KEY)).isEmpty();
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
