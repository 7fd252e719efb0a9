package dev.w2s.model.internal;

import dev.w2s.text.TokenBatch;
import dev.w2s.text.TokenBatch.Run;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// One vector of many.
final class Pooler {
  private Pooler() {}

  /// The mean of each row's hidden states, `[N, H]` to `[B, H]`.
  static Tensor mean(Tensor hidden, TokenBatch batch) {
    List<Run> runs = batch.runs();
    List<Tensor> tokens = Heads.cut(hidden, runs.stream().mapToLong(Run::tokens).toArray());
    TensorVector means = new TensorVector();
    for (int i = 0; i < tokens.size(); i++) {
      Run run = runs.get(i);
      means.push_back(tokens.get(i).view(run.rows(), run.length(), hidden.size(1)).mean(1));
    }
    return torch.cat(means, 0);
  }
}
