package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [Durations] and [Columns].
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "499, 0 s",
    "59499, 59 s",
    "59500, 1 min 0 s",
    "200000, 3 min 20 s",
    "3599499, 59 min 59 s",
    "3600000, 1 h 0 min",
    "7500000, 2 h 5 min",
    "360000000, 100 h 0 min"
  })
  void durationsHaveTwoUnitsAtMost(long millis, String words) {
    assertThat(Durations.words(Duration.ofMillis(millis))).isEqualTo(words);
  }

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    StringWriter out = new StringWriter();
    Columns columns = Columns.of("name", "rows", "");
    columns.row("a", "1,000", "kept");
    columns.row("longer", "2", "");

    columns.print(new PrintWriter(out));

    assertThat(out.toString().lines())
        .containsExactly("name    rows", "a       1,000  kept", "longer  2");
  }
}
