package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.report.Samples;
import dev.w2s.report.internal.Panel.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelsTest {
  @Test
  void oneRowForEachModelInTheOrderOfTheStudy() {
    Panel accuracy = new Panels(Samples.clear()).accuracy();

    assertThat(accuracy.rows())
        .extracting(Row::label)
        .containsExactly("weak labels", "student, naive", "student, confidence", "ceiling");
    assertThat(accuracy.rows()).allSatisfy(row -> assertThat(row.seeds()).hasSize(3));
  }

  @Test
  void betterModelsLieFurtherRight() {
    List<Row> rows = new Panels(Samples.clear()).accuracy().rows();

    assertThat(rows.stream().map(row -> Double.parseDouble(row.value()))).isSorted();
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(Double.parseDouble(row.value()))
                .isBetween(Double.parseDouble(row.low()), Double.parseDouble(row.high())));
  }

  @Test
  void intervalsBeyondThePlotAreCutAndMarkedSo() {
    List<Row> rows = new Panels(Samples.wide()).pgr().rows();

    assertThat(rows).extracting(Row::cutLow).startsWith(true, false, false);
    assertThat(rows).extracting(Row::cutHigh).startsWith(true, true, false);
    assertThat(rows)
        .extracting(Row::valueShown)
        .containsExactly(true, true, true, true, false, true);
  }

  @Test
  void withoutAGapNothingIsDrawn() {
    Row row = new Panels(Samples.hostile()).pgr().rows().getFirst();

    assertThat(row.drawn()).isFalse();
    assertThat(row.number()).isEqualTo("no gap to recover");
  }

  @Test
  void longNamesAreShortenedSoThatNumbersHaveRoom() {
    assertThat(new Panels(Samples.hostile()).accuracy().rows().get(1).label())
        .isEqualTo("student, a-method-with-a-na…");
  }
}
