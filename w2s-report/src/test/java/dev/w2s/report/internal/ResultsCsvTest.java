package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.report.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
  private static final String MODELS = "\"all-minilm-l6-v2, first 2 layers\",bge-small-en-v1.5,";

  @Test
  void oneRowForEachSeedAndRoleThenPooledRows() {
    List<String> lines = List.of(ResultsCsv.of(List.of(Samples.clear())).split("\r\n"));

    assertThat(lines).hasSize(1 + 3 * 4 + 4);
    assertThat(lines.get(1))
        .isEqualTo("gloss,wordnet-gloss,0,weak,,2000,1,,0.6972" + ",".repeat(22) + MODELS);
    assertThat(lines.get(13))
        .isEqualTo(
            "gloss,wordnet-gloss,all,weak,,2000,3,0.95,0.7012,0.6891,0.7134,,,,,,,,,,,0.0311,0.0191,0.0452,,,,,,,"
                + MODELS);
    assertThat(lines.get(15))
        .contains(",student,confidence,2000,3,0.95,0.78,")
        .contains(",0.5605,0.43,0.7049,,0.07,")
        .endsWith(",0.941,0.931,0.962,,,," + MODELS);
    assertThat(lines.get(16)).contains(",ceiling,,").contains(",0.1421,0.1279,0.1562,");
  }

  @Test
  void everyLineHasAsManyCellsAsTheHeading() {
    assertThat(ResultsCsv.of(List.of(Samples.clear())).split("\r\n"))
        .allSatisfy(
            line -> assertThat(line.replace(", first", " first").split(",", -1)).hasSize(33));
  }

  @Test
  void furtherTestSetsFollowUnderTheirNames() {
    List<String> lines = List.of(ResultsCsv.of(List.of(Samples.shifted())).split("\r\n"));

    assertThat(lines).hasSize(1 + 2 * (3 * 4 + 4));
    assertThat(lines.subList(1, 17)).allMatch(line -> line.endsWith(","));
    assertThat(lines.subList(17, 33)).allMatch(line -> line.endsWith(",kitchen"));
  }

  @Test
  void quotesAreDoubled() {
    assertThat(ResultsCsv.of(List.of(Samples.hostile())))
        .contains(",\"ceiling - weak is 0.4 points, <i>which</i> may be 0, \"\"really\"\"\",");
  }
}
