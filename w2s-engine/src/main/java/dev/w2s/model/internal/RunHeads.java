package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.text.TokenBatch;
import dev.w2s.text.TokenBatch.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.Tensor;

/// The heads of a run's tokens, row by row.
///
/// @param run R rows of T tokens
/// @param firstToken where the first of them lies in the batch
/// @param asked which of them have queries, t of each row
/// @param queries `[R, heads, t, d]`
/// @param keys `[R, heads / n, T, d]`
/// @param values `[R, heads / n, T, d]`
record RunHeads(Run run, long firstToken, Asked asked, Tensor queries, Tensor keys, Tensor values) {
  /// Those of all runs of a batch.
  ///
  /// @param q of the tokens that are asked for, `[M, heads, d]`
  /// @param k of all tokens, `[N, heads / n, d]`
  /// @param v of all tokens, `[N, heads / n, d]`
  static List<RunHeads> of(Tensor q, Tensor k, Tensor v, TokenBatch batch, Asked asked) {
    List<Tensor> queries = cut(q, batch, run -> (long) run.rows() * asked.count(run.length()));
    List<Tensor> keys = cut(k, batch, Run::tokens);
    List<Tensor> values = cut(v, batch, Run::tokens);
    List<RunHeads> all = new ArrayList<>();
    long first = 0;
    for (int i = 0; i < queries.size(); i++) {
      Run run = batch.runs().get(i);
      all.add(
          new RunHeads(
              run,
              first,
              asked,
              Heads.byRow(queries.get(i), run.rows()),
              Heads.byRow(keys.get(i), run.rows()),
              Heads.byRow(values.get(i), run.rows())));
      first += run.tokens();
    }
    return all;
  }

  private static List<Tensor> cut(Tensor x, TokenBatch batch, ToLongFunction<Run> count) {
    return Heads.cut(x, batch.runs().stream().mapToLong(count).toArray());
  }

  /// Where its tokens stand in their rows, int64 `[R, T]`.
  Tensor places(TokenBatch batch) {
    return batch.places().narrow(0, firstToken, run.tokens()).view(run.rows(), run.length());
  }

  /// The same of those that have queries, int64 `[R, t]`.
  Tensor queryPlaces(TokenBatch batch) {
    return places(batch).narrow(1, asked.from(run.length()), asked.count(run.length()));
  }
}
