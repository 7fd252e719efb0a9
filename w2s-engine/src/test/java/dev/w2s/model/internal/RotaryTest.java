package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.model.Asked;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotaryTest {
  private final Rotary rotary = new Rotary(new float[] {1, .5f}, 1);

  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  private float[] turned(Asked asked, int... lengths) {
    try (Scope scope = Scope.open()) {
      List<EncodedText> rows =
          Arrays.stream(lengths)
              .mapToObj(length -> new EncodedText(new int[length], new byte[length]))
              .toList();
      TokenBatch batch = TokenBatch.after(new int[lengths.length], rows);
      Tensor tokens = asked.of(torch.ones(batch.tokens(), 1, 5), batch);
      return Tensors.toFloats(rotary.of(batch).only(asked, batch).apply(tokens));
    }
  }

  @Test
  void valuesAreTurnedByTheirPlace() {
    float[] values = turned(Asked.EACH, 2);
    assertThat(values).startsWith(1, 1, 1, 1, 1);
    assertThat(values[5]).isEqualTo((float) (Math.cos(1) - Math.sin(1)));
    assertThat(values[8]).isEqualTo((float) Math.cos(.5) + (float) Math.sin(.5));
    assertThat(values[9]).isEqualTo(1);
  }

  @Test
  void rowsBeginAnew() {
    float[] row = turned(Asked.EACH, 3);
    float[] rows = turned(Asked.EACH, 2, 3);
    assertThat(Arrays.copyOfRange(rows, 10, 25)).isEqualTo(row);
    assertThat(Arrays.copyOf(rows, 10)).isEqualTo(Arrays.copyOf(row, 10));
  }

  @Test
  void lastTokensAloneAreTurnedAsAmongAll() {
    float[] rows = turned(Asked.EACH, 2, 3);
    float[] last = turned(Asked.LAST, 2, 3);
    assertThat(Arrays.copyOf(last, 5)).isEqualTo(Arrays.copyOfRange(rows, 5, 10));
    assertThat(Arrays.copyOfRange(last, 5, 10)).isEqualTo(Arrays.copyOfRange(rows, 20, 25));
  }

  @Test
  void fartherPlacesDoNotChangeNearerOnes() {
    float[] near = turned(Asked.EACH, 2);
    turned(Asked.EACH, 50);
    assertThat(turned(Asked.EACH, 2)).isEqualTo(near);
  }
}
