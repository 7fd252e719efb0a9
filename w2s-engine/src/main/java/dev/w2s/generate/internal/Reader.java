package dev.w2s.generate.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.KeyValueCache;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Precision;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Takes tokens in, and tells what comes after them. Without gradients: whoever asks has to see to
/// that.
///
/// @param body the decoder
/// @param pass precision
/// @param cancelled asked before each reading
public record Reader(LanguageModel body, Pass pass, BooleanSupplier cancelled) {
  /// Reads with a model.
  ///
  /// @throws IllegalArgumentException where it was loaded without what vocabulary logits need
  public static Reader of(LoadedModel model, Precision precision, BooleanSupplier cancelled) {
    if (!(model.body() instanceof LanguageModel body)) {
      throw new IllegalArgumentException("only a language model tells the next token");
    }
    return new Reader(body, new Pass(precision, 0), cancelled);
  }

  /// Log probabilities of every token of the vocabulary to come after the last one of each row,
  /// float32 `[B, V]`.
  ///
  /// @param tokens of each row, at least one
  /// @param starts how many tokens of each row are remembered already
  Tensor afterLast(List<int[]> tokens, int[] starts, KeyValueCache cache) {
    return after(tokens, starts, cache, Asked.LAST);
  }

  /// The same after every token, one row behind the other, `[n, V]`.
  Tensor afterEach(List<int[]> tokens, int[] starts, KeyValueCache cache) {
    return after(tokens, starts, cache, Asked.EACH);
  }

  private Tensor after(List<int[]> tokens, int[] starts, KeyValueCache cache, Asked asked) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
    TokenBatch batch =
        TokenBatch.after(
            starts,
            tokens.stream().map(ids -> new EncodedText(ids, new byte[ids.length])).toList());
    Tensor hidden = body.hidden(batch, asked, pass.after(cache.next(batch))); // [M, H]
    return torch.log_softmax(body.vocabularyLogits(hidden, pass), 1);
  }
}
