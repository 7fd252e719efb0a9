package dev.w2s.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudiesTableTest {
  @Test
  void studiesAreLinesAndCommonMethodsArePooled() {
    assertThat(StudiesTable.of(List.of(Samples.clear(), Samples.clear())))
        .isEqualTo(
            """
            study  method        weak  student  ceiling        gain        95 %   PGR      95 %
            gloss  naive       70.1 %   75.0 %   84.3 %  4.9 points  [3.6, 9.1]  34 %  [25, 44]
            gloss  confidence  70.1 %   78.0 %   84.3 %  7.9 points  [3.6, 9.1]  56 %  [43, 70]
            gloss  naive       70.1 %   75.0 %   84.3 %  4.9 points  [3.6, 9.1]  34 %  [25, 44]
            gloss  confidence  70.1 %   78.0 %   84.3 %  7.9 points  [3.6, 9.1]  56 %  [43, 70]

            naive over 2 studies: median gain 4.9 points (2 are too few for an interval); Wilcoxon's signed ranks p = 0.5000; median PGR 34 % (2 are too few for an interval).
            confidence over 2 studies: median gain 7.9 points (2 are too few for an interval); Wilcoxon's signed ranks p = 0.5000; median PGR 56 % (2 are too few for an interval).
            """);
  }

  @Test
  void sixStudiesHaveAnInterval() {
    assertThat(StudiesTable.of(Collections.nCopies(6, Samples.clear())))
        .contains("median PGR 34 % (96.9 % interval 34 % to 34 %)", "p = 0.0313");
  }

  @Test
  void studiesWithoutAGapAndMethodsOfSomeAreToldOf() {
    assertThat(StudiesTable.of(List.of(Samples.hostile())))
        .contains("no gap", "median PGR unknown, no study has a gap");
    assertThat(StudiesTable.of(List.of(Samples.clear(), Samples.hostile())))
        .contains("naive: not in every study, so not pooled.");
  }
}
