package dev.w2s.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTest {
  @Test
  void allPositiveHasOneOrderInTwoToTheN() {
    SignedRank test = SignedRank.of(new double[] {.1, .2, .3, .4, .5, .6});

    assertThat(test.positive()).isEqualTo(21);
    assertThat(test.p()).isCloseTo(2 / 64.0, within(1e-12));
  }

  @Test
  void pIsThatOfAnotherImplementation() {
    Random random = new Random(3);
    for (int n = 2; n < 30; n++) {
      double[] values = random.doubles(n).map(any -> random.nextGaussian() + .3).toArray();
      assertThat(SignedRank.of(values).p())
          .isCloseTo(
              WilcoxonSignedRankTest.withDefaults()
                  .with(PValueMethod.EXACT)
                  .test(values)
                  .getPValue(),
              within(1e-10));
    }
  }

  @Test
  void zerosTakeTheLowRanksAndAreLeftOut() {
    // Ranks: 1.5 and 1.5 for the zeros, then 3, 4, 5: the three signs have 8 orders.
    SignedRank test = SignedRank.of(new double[] {0, .2, 0, .3, -.1});

    assertThat(test.values()).isEqualTo(5);
    assertThat(test.zeros()).isEqualTo(2);
    assertThat(test.positive()).isEqualTo(9);
    // 9 of {0, 3, 4, 5, 7, 8, 9, 12}: 12 and 9 are as far out.
    assertThat(test.p()).isCloseTo(4 / 8.0, within(1e-12));
  }

  @Test
  void tiesShareTheirMeanRank() {
    // Ranks 2, 2, 2, 4: W+ = 8 of 10, with 2 + 2 + 4 in 3 orders and all in one.
    SignedRank test = SignedRank.of(new double[] {.1, .1, -.1, .5});

    assertThat(test.positive()).isEqualTo(8);
    assertThat(test.p()).isCloseTo(2 * 4 / 16.0, within(1e-12));
  }

  @Test
  void zerosAloneSayNothing() {
    assertThat(SignedRank.of(new double[] {0, 0})).isEqualTo(new SignedRank(2, 2, 0, 1));
  }

  @Test
  void manyValuesStayExact() {
    double[] values = new Random(1).doubles(200).map(v -> v - .5).toArray();

    assertThat(SignedRank.of(values).p())
        .isCloseTo(
            WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).test(values).getPValue(),
            within(1e-9));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRank.of(new double[] {.1, Double.NaN}))
        .withMessage("a signed-rank test needs numbers but has [0.1, NaN]");
    assertThatIllegalArgumentException().isThrownBy(() -> SignedRank.of(new double[0]));
  }
}
