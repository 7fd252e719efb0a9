package dev.w2s.model.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What stands between the two matrices of a feed-forward block.
enum Activation {
  /// `x Phi(x)`, arXiv 1606.08415.
  GELU("gelu gelu_python"),
  /// The same by its approximation with tanh.
  GELU_TANH("gelu_new gelu_pytorch_tanh gelu_fast"),
  RELU("relu"),
  /// `x sigmoid(x)`, arXiv 1702.03118.
  SILU("silu swish");

  // Separated by blanks.
  private final String names;

  Activation(String names) {
    this.names = names;
  }

  private List<String> names() {
    return List.of(names.split(" "));
  }

  /// The activation that a config.json names.
  static Optional<Activation> of(String name) {
    return Arrays.stream(values())
        .filter(activation -> activation.names().contains(name))
        .findFirst();
  }

  /// All names that a config.json may use.
  static List<String> known() {
    return Arrays.stream(values()).flatMap(activation -> activation.names().stream()).toList();
  }

  Tensor apply(Tensor x) {
    return switch (this) {
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> torch.relu(x);
      case SILU -> torch.silu(x);
    };
  }
}
