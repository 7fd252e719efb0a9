package dev.w2s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.study.ModelFacts;
import dev.w2s.study.Pooling;
import org.junit.jupiter.api.Test;

/// Held to a layer of width 2 whose matrices are written out: 4 of attention, of 4 weights each,
/// and two of the feed-forward block, of 16 each.
class OperationsTest {
  private static final int LAYER = 4 * 4 + 2 * 16;

  private static Operations of(int layers, Pooling pooling) {
    long body = (long) layers * LAYER;
    ModelFacts facts = new ModelFacts("fingerprint", "gpt2", 100 + body, body, layers, 2, 8);
    return new Operations(facts, pooling);
  }

  @Test
  void meanIsOfAllTokens() {
    // Each of 3 tokens: 2 for each weight, and attention to 3 tokens twice.
    double layer = 3.0 * (2 * LAYER + 2 * 2 * 3 * 2);
    assertThat(of(1, Pooling.MEAN).forward(3)).isEqualTo(layer);
    assertThat(of(5, Pooling.MEAN).forward(3)).isEqualTo(5 * layer);
  }

  @Test
  void lastLayerIsOfOneTokenButForKeysAndValues() {
    double whole = 3.0 * (2 * LAYER + 2 * 2 * 3 * 2);
    double keysAndValues = 2.0 * (4 + 4);
    double rest = 2.0 * (LAYER - 8) + 2 * 2 * 3 * 2;
    assertThat(of(1, Pooling.LAST).forward(3)).isEqualTo(3 * keysAndValues + rest);
    assertThat(of(3, Pooling.FIRST).forward(3)).isEqualTo(2 * whole + 3 * keysAndValues + rest);
  }

  @Test
  void rowsOfOneTokenAreTheSameInBothWays() {
    assertThat(of(2, Pooling.LAST).forward(1)).isEqualTo(of(2, Pooling.MEAN).forward(1));
  }

  @Test
  void wayBackIsOfTwiceAsMany() {
    assertThat(of(2, Pooling.LAST).training(5)).isEqualTo(3 * of(2, Pooling.LAST).forward(5));
  }
}
