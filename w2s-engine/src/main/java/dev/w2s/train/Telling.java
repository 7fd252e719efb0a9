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
import dev.w2s.train.internal.ToldTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    Teller teller = new Teller(model, passages, new Pass(precision, 0));
    int[] lengths = passages.stream().mapToInt(Passage::length).toArray();
    // Summed in the order of the rows, whichever batch was done first.
    Sums[] each = new Sums[passages.size()];
    new RowBatches(lengths, RowBatches.standardTokens(), progress, cancelled)
        .each(batch -> each[batch[0]] = teller.told(batch));
    Sums all = new Sums();
    Arrays.stream(each).filter(Objects::nonNull).forEach(all::add);
    return new Telling(all.loss / all.tokens, (double) all.right / all.tokens, all.tokens);
  }

  private static final class Teller {
    private final LanguageModel model;
    private final CountedTokens counted;
    private final List<EncodedText> texts;
    private final Pass pass;
    private final ToldTokens told;

    Teller(LanguageModel model, List<Passage> passages, Pass pass) {
      this.model = model;
      this.counted = new CountedTokens(passages);
      this.texts = passages.stream().map(Passage::text).toList();
      this.pass = pass;
      this.told = new ToldTokens(model, pass);
    }

    Sums told(int[] batch) {
      Sums sums = new Sums();
      try (Scope scope = Scope.open();
          NoGradGuard constant = new NoGradGuard()) {
        Tensor hidden = model.hidden(TokenBatch.of(texts, batch), pass);
        told.each(counted.before(hidden, batch), counted.tokens(batch), sums::add);
      }
      return sums;
    }
  }

  private static final class Sums {
    private double loss;
    private long right;
    private long tokens;

    /// @param said log probabilities `[n, V]`
    /// @param expected tokens, `[n, 1]`
    void add(Tensor said, Tensor expected) {
      float[] logs = Tensors.toFloats(said.gather(1, expected));
      for (float log : logs) {
        loss -= log;
      }
      Tensor best = torch.argmax(said, new LongOptional(1), true);
      right += best.eq(expected).sum().item_long();
      tokens += logs.length;
    }

    void add(Sums others) {
      loss += others.loss;
      right += others.right;
      tokens += others.tokens;
    }
  }
}
