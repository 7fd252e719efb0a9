package dev.w2s.generate.internal;

import dev.w2s.generate.Choice;
import dev.w2s.generate.Choice.Greedy;
import dev.w2s.generate.Choice.Sampled;
import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Chooses tokens by their log probabilities.
final class Picker {
  private Picker() {}

  /// The next token of each row.
  ///
  /// @param logProbabilities `[R, V]`
  static List<Pick> pick(Tensor logProbabilities, List<Row> rows, Choice choice) {
    return switch (choice) {
      case Greedy greedy -> likeliest(logProbabilities);
      case Sampled sampled -> drawn(logProbabilities, rows, sampled);
    };
  }

  private static List<Pick> likeliest(Tensor logProbabilities) {
    Tensor best = torch.argmax(logProbabilities, new LongOptional(1), true); // [R, 1]
    long[] tokens = Tensors.toLongs(best);
    float[] logs = Tensors.toFloats(logProbabilities.gather(1, best));
    List<Pick> picks = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      picks.add(new Pick((int) tokens[i], logs[i]));
    }
    return picks;
  }

  private static List<Pick> drawn(Tensor logProbabilities, List<Row> rows, Sampled how) {
    long vocabulary = logProbabilities.size(1);
    int kept = (int) (how.topK() == 0 ? vocabulary : Math.min(how.topK(), vocabulary));
    T_TensorTensor_T likeliest = torch.topk(logProbabilities, kept, 1, true, true);
    float[] logs = Tensors.toFloats(likeliest.get0()); // [R, kept]
    long[] tokens = Tensors.toLongs(likeliest.get1());
    List<Pick> picks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      int start = i * kept;
      int n = start + drawn(logs, start, kept, how, rows.get(i).random());
      picks.add(new Pick((int) tokens[n], logs[n]));
    }
    return picks;
  }

  /// Which of the likeliest tokens is drawn.
  ///
  /// @param logs log probabilities, falling from `start` on
  static int drawn(float[] logs, int start, int count, Sampled how, SplittableRandom random) {
    double[] sums = new double[count];
    double sum = 0;
    for (int n = 0; n < count; n++) {
      sum += Math.exp((logs[start + n] - logs[start]) / how.temperature());
      sums[n] = sum;
    }
    int kept = firstAtLeast(sums, how.topP() * sum);
    return firstAtLeast(sums, random.nextDouble() * sums[kept]);
  }

  /// The first of rising sums that is no less; the last where rounding left all less.
  private static int firstAtLeast(double[] sums, double value) {
    int n = 0;
    while (n < sums.length - 1 && sums[n] < value) {
      n++;
    }
    return n;
  }
}
