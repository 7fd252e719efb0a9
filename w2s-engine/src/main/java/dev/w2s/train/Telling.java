package dev.w2s.train;

import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.internal.CountedTokens;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How well a language model tells passages.
///
/// @param loss mean of `-log p(token | those before it)` over the tokens that count, natural
///   logarithm
/// @param accuracy share of them that were the likeliest
/// @param tokens how many count
public record Telling(double loss, double accuracy, long tokens) {
  /// Measures it; the weights are left as they are.
  ///
  /// @param passages at least one
  /// @param precision of matrix products
  /// @param progress hears of passages done
  /// @param cancelled asked before each batch
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single passage
  public static Telling of(
      LanguageModel model,
      List<Passage> passages,
      Precision precision,
      Progress progress,
      BooleanSupplier cancelled) {
    Libtorch.use(precision);
    Sums sums = new Sums(model, passages, new Pass(precision, 0));
    int[] lengths = passages.stream().mapToInt(Passage::length).toArray();
    new RowBatches(lengths, RowBatches.standardTokens(), progress, cancelled).each(sums::add);
    return new Telling(sums.loss / sums.tokens, (double) sums.right / sums.tokens, sums.tokens);
  }

  private static final class Sums {
    private final LanguageModel model;
    private final CountedTokens counted;
    private final List<EncodedText> texts;
    private final Pass pass;
    private double loss;
    private long right;
    private long tokens;

    Sums(LanguageModel model, List<Passage> passages, Pass pass) {
      this.model = model;
      this.counted = new CountedTokens(passages);
      this.texts = passages.stream().map(Passage::text).toList();
      this.pass = pass;
    }

    void add(int[] batch) {
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        Tensor hidden = model.hidden(TokenBatch.of(texts, batch), pass);
        Tensor told = counted.told(model, hidden, batch, pass); // [n, V]
        Tensor expected = counted.tokens(batch); // [n, 1]
        float[] logs = Tensors.toFloats(told.gather(1, expected));
        double sum = 0;
        for (float log : logs) {
          sum -= log;
        }
        Tensor best = torch.argmax(told, new LongOptional(1), true);
        right += best.eq(expected).sum().item_long();
        loss += sum;
        tokens += logs.length;
      }
    }
  }
}
