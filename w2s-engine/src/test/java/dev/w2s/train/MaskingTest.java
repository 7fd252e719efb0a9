package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.train.Masking.Masked;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  private static final int MASK = 4;
  private static final int CLS = 2;
  private static final int SEP = 3;
  private static final Masking MASKING = new Masking(MASK, Set.of(CLS, SEP), 1000);

  /// A text of so many tokens between its special ones, all of them different.
  private static int[] text(int tokens) {
    return IntStream.concat(
            IntStream.concat(IntStream.of(CLS), IntStream.range(10, 10 + tokens)),
            IntStream.of(SEP))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 1", "9, 1", "10, 2", "20, 3", "100, 15", "103, 15", "104, 16"})
  void fifteenPercentAreHiddenAndAtLeastOne(int tokens, int hidden) {
    int[] text = text(tokens);
    Masked masked = MASKING.hide(text, new SplittableRandom(1));
    assertThat(masked.places()).hasSize(hidden).doesNotHaveDuplicates().isSorted();
    for (int i = 0; i < hidden; i++) {
      assertThat(masked.tokens()[i]).isEqualTo(text[masked.places()[i]]);
    }
    for (int t = 0; t < text.length; t++) {
      if (Arrays.binarySearch(masked.places(), t) < 0) {
        assertThat(masked.ids()[t]).isEqualTo(text[t]);
      }
    }
  }

  @Test
  void mostBecomeTheMaskSomeAnyTokenAndSomeStay() {
    SplittableRandom random = new SplittableRandom(7);
    int[] text = text(100);
    int[] often = new int[text.length];
    double all = 0;
    double masks = 0;
    double same = 0;
    for (int n = 0; n < 1000; n++) {
      Masked masked = MASKING.hide(text, random);
      for (int place : masked.places()) {
        often[place]++;
        all++;
        masks += masked.ids()[place] == MASK ? 1 : 0;
        same += masked.ids()[place] == text[place] ? 1 : 0;
      }
    }
    assertThat(masks / all).isCloseTo(.8, within(.015));
    assertThat(same / all).isCloseTo(.1, within(.01));
    assertThat(often[0] + often[text.length - 1]).isZero();
    assertThat(Arrays.stream(often, 1, text.length - 1))
        .allSatisfy(count -> assertThat(count).isBetween(100, 200));
  }

  @Test
  void whatIsHiddenFollowsFromTheGenerator() {
    int[] first = MASKING.hide(text(50), new SplittableRandom(1)).places();
    assertThat(MASKING.hide(text(50), new SplittableRandom(1)).places()).isEqualTo(first);
    assertThat(MASKING.hide(text(50), new SplittableRandom(2)).places()).isNotEqualTo(first);
  }
}
