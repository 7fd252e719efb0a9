package dev.w2s.train.internal;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The gradients of a training as tests compare them.
public final class GatheredGradients {
  private GatheredGradients() {}

  /// All of them side by side, as the weights lie.
  public static float[] of(FlatWeights flat) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor all = torch.zeros_like(flat.weights());
      List<Tensor> parts = flat.parts(all);
      for (int i = 0; i < parts.size(); i++) {
        parts.get(i).copy_(FlatWeights.gradient(flat.each().get(i)));
      }
      return Tensors.toFloats(all);
    }
  }
}
