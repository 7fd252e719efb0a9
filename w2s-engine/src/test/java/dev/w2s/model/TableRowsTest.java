package dev.w2s.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients of looked-up rows, held to those that libtorch gives a whole table.
class TableRowsTest {
  private static final int VOCABULARY = 40;
  private static final int WIDTH = 5;
  private static final int ROWS = 6;
  private static final int TOKENS = 9;

  private final SplittableRandom random = new SplittableRandom(3);
  private Scope scope;

  @BeforeEach
  void open() {
    Libtorch.start(2);
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private Tensor drawn(long... shape) {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.floats(values, shape);
  }

  private static Tensor table(Tensor values) {
    Tensor table = values.clone();
    table.requires_grad_(true);
    return table;
  }

  private static void sendBack(Tensor embedded, Tensor gradient) {
    embedded.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
  }

  /// Several batches after each other, in which tokens come many times.
  @ParameterizedTest
  @ValueSource(ints = {-1, 3, VOCABULARY - 1})
  void gradientIsTheSameToTheBit(int fixed) {
    Tensor values = drawn(VOCABULARY, WIDTH);
    Tensor whole = table(values);
    Tensor looked = table(values);
    for (int batch = 0; batch < 3; batch++) {
      long[] tokens = random.longs((long) ROWS * TOKENS, 0, VOCABULARY / 3).toArray();
      tokens[batch] = VOCABULARY - 1;
      Tensor ids = Tensors.longs(tokens, tokens.length);
      Tensor gradient = drawn(tokens.length, WIDTH);
      Tensor expected = torch.embedding(whole, ids, fixed, false, false);
      sendBack(expected, gradient);
      TableRows rows = new TableRows();
      Tensor embedded = rows.of(looked, ids, fixed);
      sendBack(embedded, gradient);
      rows.addGradients();

      assertThat(Tensors.toFloats(embedded)).isEqualTo(Tensors.toFloats(expected));
    }

    assertThat(Tensors.toFloats(looked.grad())).isEqualTo(Tensors.toFloats(whole.grad()));
    assertThat(Tensors.toFloats(looked.grad())).contains(0f).isNotEqualTo(new float[ROWS]);
  }

  @Test
  void tableThatIsNotTrainedStaysWithoutGradient() {
    Tensor values = drawn(VOCABULARY, WIDTH);
    TableRows rows = new TableRows();

    Tensor embedded = rows.of(values, Tensors.longs(new long[] {1, 2}, 2), -1);
    rows.addGradients();

    assertThat(embedded.requires_grad()).isFalse();
    assertThat(values.grad().defined()).isFalse();
  }
}
