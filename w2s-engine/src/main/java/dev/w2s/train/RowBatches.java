package dev.w2s.train;

import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.text.Batches;
import dev.w2s.train.internal.OutOfMemory;
import dev.w2s.train.internal.TokenBudget;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Goes through rows once, in batches of like length, without gradients. Where memory does not
/// suffice for a batch, it and all behind it are cut into halves, down to single rows.
public final class RowBatches {
  private final int[] lengths;
  private final TokenBudget budget;
  private final Progress progress;
  private final BooleanSupplier cancelled;

  /// @param lengths tokens of each row
  /// @param tokensAtOnce tokens of a batch, with padding
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  public RowBatches(int[] lengths, int tokensAtOnce, Progress progress, BooleanSupplier cancelled) {
    this.lengths = lengths.clone();
    this.budget = new TokenBudget(lengths, tokensAtOnce);
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /// Tokens at once that the device is kept busy with and has memory for, as a rule.
  public static int standardTokens() {
    return TokenBudget.standard();
  }

  /// Does something with each batch. What failed for want of memory is done again with fewer rows.
  ///
  /// @param work takes the indices of the batch's rows
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single row
  public void each(Consumer<int[]> work) {
    Deque<int[]> open = new ArrayDeque<>(Batches.forPrediction(lengths, budget.tokens()));
    long done = 0;
    while (!open.isEmpty()) {
      if (cancelled.getAsBoolean()) {
        throw new CancelledException();
      }
      int[] batch = open.getFirst();
      if (fits(batch, work, done)) {
        open.removeFirst();
        done += batch.length;
        progress.advanced(done, lengths.length, OptionalDouble.empty());
      } else {
        open = cutAgain(open);
      }
    }
  }

  private boolean fits(int[] batch, Consumer<int[]> work, long done) {
    try {
      work.accept(batch);
      return true;
    } catch (RuntimeException e) {
      if (!OutOfMemory.isIn(e)) {
        throw e;
      }
      if (!budget.halve(batch)) {
        throw outOfMemory(batch, done, e);
      }
      return false;
    }
  }

  private Deque<int[]> cutAgain(Deque<int[]> open) {
    int[] rest = open.stream().flatMapToInt(Arrays::stream).toArray();
    return new ArrayDeque<>(Batches.micro(rest, lengths, budget.tokens()));
  }

  private FailedException outOfMemory(int[] batch, long done, RuntimeException cause) {
    return new FailedException(
        "out of memory with a single row of %d tokens, %d of %d rows done; lower the recipe's max-tokens, or take a smaller model"
            .formatted(budget.longest(batch), done, lengths.length),
        cause);
  }
}
