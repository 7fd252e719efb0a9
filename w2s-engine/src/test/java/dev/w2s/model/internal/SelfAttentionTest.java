package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfAttentionTest {
  private static final int WIDTH = 12;

  /// A dropout so small that nothing is dropped, yet the path with dropout is taken.
  private static final Pass NEARLY_EXACT = new Pass(Precision.FLOAT32, 1e-9);

  @ParameterizedTest
  @ValueSource(ints = {5, 3})
  void bothWaysAgreeOnRowsOfOneLengthAndOfSeveral(int shorter) {
    Libtorch.start(2);
    Libtorch.seed(1);
    try (Scope scope = Scope.open()) {
      TokenBatch batch = TokenBatch.of(List.of(text(5), text(shorter)), new int[] {0, 1});
      SelfAttention attention =
          new SelfAttention(dense(), dense(), dense(), 3, Attention.full(WIDTH / 3));
      Tensor x = torch.randn(5L + shorter, WIDTH);

      float[] fused = Tensors.toFloats(attention.apply(x, batch, Asked.EACH, Pass.EXACT));
      float[] thinned = Tensors.toFloats(attention.apply(x, batch, Asked.EACH, NEARLY_EXACT));

      assertThat(thinned).containsExactly(fused, within(1e-5f));
    }
  }

  @Test
  void dropoutOnTheWeightsChangesTheResult() {
    Libtorch.start(2);
    try (Scope scope = Scope.open()) {
      TokenBatch batch = TokenBatch.of(List.of(text(5)), new int[] {0});
      SelfAttention attention =
          new SelfAttention(dense(), dense(), dense(), 3, Attention.full(WIDTH / 3));
      Tensor x = torch.randn(5, WIDTH);

      assertThat(
              Tensors.toFloats(
                  attention.apply(x, batch, Asked.EACH, new Pass(Precision.FLOAT32, 0.5))))
          .isNotEqualTo(Tensors.toFloats(attention.apply(x, batch, Asked.EACH, Pass.EXACT)));
    }
  }

  private static EncodedText text(int length) {
    return new EncodedText(new int[length], new byte[length]);
  }

  private static Dense dense() {
    return new Dense(torch.randn(WIDTH, WIDTH), torch.randn(WIDTH));
  }
}
