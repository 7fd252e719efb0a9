package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void oneSeedGivesTheBinomialTail() {
    // 2 rows for the first alone, 8 for the second: 2 (1 + 10 + 45) / 2^10.
    McNemar test = McNemar.of(seeds("1111100000000000"), seeds("1110011111111000"));

    assertThat(test.first()).isEqualTo(2);
    assertThat(test.second()).isEqualTo(8);
    assertThat(test.p()).isCloseTo(112 / 1024.0, within(1e-12));
  }

  @Test
  void equalModelsDoNotDiffer() {
    assertThat(McNemar.of(seeds("1100"), seeds("1100"))).isEqualTo(new McNemar(0, 0, 1));
    assertThat(McNemar.of(seeds("10"), seeds("01")).p()).isEqualTo(1);
  }

  @Test
  void aRowHasOneVoteHoweverManySeeds() {
    McNemar once = McNemar.of(seeds("11111110"), seeds("00000000"));
    McNemar often =
        McNemar.of(
            seeds("11111110", "11111110", "11111110"), seeds("00000000", "00000000", "00000000"));

    assertThat(often).isEqualTo(once);
    assertThat(once.p()).isEqualTo(2 / 128.0);
  }

  @Test
  void aRowOfEqualCountsHasNone() {
    assertThat(McNemar.of(seeds("11", "00"), seeds("01", "10"))).isEqualTo(new McNemar(0, 0, 1));
    assertThat(McNemar.of(seeds("11", "11"), seeds("01", "11")).first()).isEqualTo(1);
  }

  @Test
  void otherShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McNemar.of(seeds("11"), seeds("111")))
        .withMessage("models must share seeds and rows but one has 1 x 2 and another 1 x 3");
  }

  @Test
  void pIsThatOfAnotherImplementation() {
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      Outcomes[] models = new Simulated(new double[] {.5, .8}, 0, 1, 80).draw(random);
      McNemar test = McNemar.of(models[0], models[1]);
      double tail =
          BinomialTest.withDefaults()
              .with(AlternativeHypothesis.LESS_THAN)
              .test(test.first() + test.second(), Math.min(test.first(), test.second()), .5)
              .getPValue();
      assertThat(test.p()).isCloseTo(Math.min(1, 2 * tail), within(1e-12));
    }
  }

  /// To pool seeds finds differences between models that do not differ; a vote for each row does
  /// not.
  @Test
  void nothingIsFoundTooOftenWhereNothingIs() {
    Simulated study = new Simulated(new double[] {.8, .8}, 0, 5, 200);
    Random random = new Random(8);
    int found = 0;
    int foundByPooling = 0;
    for (int i = 0; i < 2_000; i++) {
      Outcomes[] models = study.draw(random);
      found += McNemar.of(models[0], models[1]).p() < .05 ? 1 : 0;
      foundByPooling += McNemar.of(pooled(models[0]), pooled(models[1])).p() < .05 ? 1 : 0;
    }
    assertThat(found / 2_000.0).isBetween(.02, .055);
    assertThat(foundByPooling / 2_000.0).isGreaterThan(.1);
  }

  private static Outcomes pooled(Outcomes of) {
    int[] labels = new int[of.seeds() * of.rows()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = of.right(i / of.rows(), i % of.rows()) ? 1 : 0;
    }
    return ones(List.of(labels));
  }

  private static Outcomes seeds(String... right) {
    return ones(
        Arrays.stream(right).map(bits -> bits.chars().map(c -> c - '0').toArray()).toList());
  }

  private static Outcomes ones(List<int[]> labels) {
    int[] gold = new int[labels.getFirst().length];
    Arrays.fill(gold, 1);
    return Outcomes.of(labels, gold);
  }
}
