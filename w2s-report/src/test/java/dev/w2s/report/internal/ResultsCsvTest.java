package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.report.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
  @Test
  void oneRowForEachSeedAndRoleThenPooledRows() {
    List<String> lines = List.of(ResultsCsv.of(Samples.clear()).split("\r\n"));

    assertThat(lines).hasSize(1 + 3 * 4 + 4);
    assertThat(lines.get(1))
        .isEqualTo("gloss,wordnet-gloss,0,weak,,2000,1,,0.6972" + ",".repeat(21));
    assertThat(lines.get(13))
        .isEqualTo(
            "gloss,wordnet-gloss,all,weak,,2000,3,0.95,0.7012,0.6891,0.7134,,,,,,,,,,,0.0311,0.0191,0.0452,,,,,,");
    assertThat(lines.get(15))
        .contains(",student,confidence,2000,3,0.95,0.78,")
        .contains(",0.5605,0.43,0.7049,,0.07,")
        .endsWith(",0.941,0.931,0.962,,,");
    assertThat(lines.get(16)).contains(",ceiling,,").contains(",0.1421,0.1279,0.1562,");
  }

  @Test
  void everyLineHasAsManyCellsAsTheHeading() {
    assertThat(ResultsCsv.of(Samples.clear()).split("\r\n"))
        .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(30));
  }

  @Test
  void quotesAreDoubled() {
    assertThat(ResultsCsv.of(Samples.hostile()))
        .contains(",\"ceiling - weak is 0.4 points, <i>which</i> may be 0, \"\"really\"\"\",");
  }
}
