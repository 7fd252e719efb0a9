package dev.w2s.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTableTest {
  @Test
  void clearStudyReadsLikeThis() {
    assertThat(TerminalTable.of(Samples.clear(), false))
        .isEqualTo(
            """
            gloss
            wordnet-gloss, 3 seeds, 12 evaluations on the test rows
            weak: all-minilm-l6-v2, first 2 layers; strong: bge-small-en-v1.5

            model                 accuracy          95 %      n   PGR      95 %
            weak labels             70.1 %  [68.9, 71.3]  2,000
            student (naive)         75.0 %  [73.9, 76.1]  2,000  34 %  [25, 44]
            student (confidence)    78.0 %  [76.9, 79.1]  2,000  56 %  [43, 70]
            ceiling                 84.3 %  [83.4, 85.2]  2,000

            Gap (ceiling - weak): 14.2 points [12.8, 15.6], paired by seed and row.
            Of the 14.2 points between the weak labels (70.1 %) and the ceiling (84.3 %), the student
            recovers 34 % with naive (95 % interval 25 to 44) and 56 % with confidence (95 % interval 43 to
            70).

            model          ECE        95 %  weak right          95 %  weak wrong          95 %
            weak labels  3.1 %  [1.9, 4.5]
            naive        6.0 %  [4.8, 7.4]      95.1 %  [93.1, 96.2]      61.2 %  [57.1, 65.3]
            confidence   7.0 %  [5.8, 8.4]      94.1 %  [93.1, 96.2]     no rows
            ceiling      2.9 %  [1.7, 4.3]

            ECE: expected calibration error. weak right, weak wrong: how often the student names the weak
            label where it is right and where it is wrong.
            confidence - naive: 3.0 points [1.2, 4.8], p = 0.0042, by Holm over all pairs p = 0.0084;
            McNemar over rows p < 0.0001.
            """);
  }

  @Test
  void furtherTestSetsStandBelow() {
    assertThat(TerminalTable.of(Samples.shifted(), false))
        .contains(
            """
            test set  method          n    weak  student  ceiling        gain        95 %   PGR      95 %
            """)
        .contains("kitchen   confidence  2,000  70.1 %   78.0 %   84.3 %");
    assertThat(TerminalTable.of(Samples.clear(), false)).doesNotContain("test set");
  }

  @Test
  void boldIsForHeadingsAndOnlyWhenAsked() {
    assertThat(TerminalTable.of(Samples.clear(), true)).startsWith("\u001b[1mgloss\u001b[0m\n");
    assertThat(TerminalTable.of(Samples.clear(), false)).doesNotContain("\u001b");
  }

  @Test
  void noGapSaysWhyAndNotesFollow() {
    String table = TerminalTable.of(Samples.hostile(), false);

    assertThat(table).contains("no gap");
    assertThat(table).contains("There is no gap to recover: ceiling - weak is 0.4 points");
    assertThat(table).contains("note: Seed 1: the ceiling collapsed");
  }

  @Test
  void linesFitHowLongNamesMayBe() {
    assertThat(TerminalTable.of(Samples.hostile(), false).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(96));
  }
}
