package dev.w2s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedStudyTest {
  private static final RandomGpt2 TINY = new RandomGpt2(50, 32, 16, 2, 2);

  @TempDir private static Path folder;
  private static StudyMeasurement measured;

  @BeforeAll
  static void run() {
    Libtorch.start(1);
    TINY.write(folder, 0);
    study().write(folder);
    measured = new TimedStudy(StudyInput.read(folder), folder, Precision.FLOAT32, 64).run();
  }

  private static StudyInput study() {
    List<StudyRow> supervise = rows(10);
    List<StudyRow> transfer = rows(9);
    return new StudyInput(
        2,
        4,
        1,
        1e-3,
        1,
        0,
        supervise,
        transfer,
        rows(5),
        StudyInput.batches(supervise, 2, 4, 0),
        StudyInput.batches(transfer, 2, 4, 0));
  }

  private static List<StudyRow> rows(int count) {
    SplittableRandom random = new SplittableRandom(count);
    return IntStream.range(0, count)
        .mapToObj(i -> new StudyRow(random.ints(3 + i, 0, 50).toArray(), i % 2))
        .toList();
  }

  @Test
  void everyPhaseIsTimed() {
    assertThat(measured.seconds())
        .containsOnlyKeys("load", "supervisor", "evaluate", "label", "student", "ceiling")
        .allSatisfy((phase, seconds) -> assertThat(seconds).isPositive());
  }

  @Test
  void stepsAreAsManyAsTheBatchesOfTheFile() {
    StudyInput read = StudyInput.read(folder);

    assertThat(measured.losses().get("supervisor")).hasSameSizeAs(read.superviseBatches());
    assertThat(measured.losses().get("student")).hasSameSizeAs(read.transferBatches());
    assertThat(measured.losses().get("ceiling")).hasSameSizeAs(read.transferBatches());
  }

  @Test
  void studentAndCeilingLearnFromOtherLabels() {
    assertThat(measured.losses().get("student")).isNotEqualTo(measured.losses().get("ceiling"));
    assertThat(measured.testLosses())
        .containsOnlyKeys("untrained", "supervisor", "student", "ceiling");
  }
}
