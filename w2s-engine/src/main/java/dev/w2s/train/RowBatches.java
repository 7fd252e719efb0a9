package dev.w2s.train;

import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.tensor.Lanes;
import dev.w2s.text.Batches;
import dev.w2s.train.internal.OutOfMemory;
import dev.w2s.train.internal.TokenBudget;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Goes through rows once, in batches of like length, without gradients. Where memory does not
/// suffice for a batch, it and all behind it are cut into halves, down to single rows.
public final class RowBatches {
  /// Fewer tokens at once keep a thread less busy than they save memory.
  private static final int LEAST_TOKENS = 1024;

  private final int[] lengths;
  private final int tokensAtOnce;
  private final Progress progress;
  private final BooleanSupplier cancelled;
  private TokenBudget budget;
  private long done;

  /// @param lengths tokens of each row
  /// @param tokensAtOnce tokens that are computed at once
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  public RowBatches(int[] lengths, int tokensAtOnce, Progress progress, BooleanSupplier cancelled) {
    this.lengths = lengths.clone();
    this.tokensAtOnce = tokensAtOnce;
    this.budget = new TokenBudget(lengths, tokensAtOnce);
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /// Tokens at once that the device is kept busy with and has memory for, as a rule.
  public static int standardTokens() {
    return TokenBudget.standard();
  }

  /// How many of the tokens at once each of the threads gets that compute side by side.
  public static int share(int tokensAtOnce) {
    return Math.max(Math.min(LEAST_TOKENS, tokensAtOnce), tokensAtOnce / Lanes.count());
  }

  /// Does something with each batch: as many at once as threads compute, each by one of them. They
  /// share the tokens at once; 1,024 are left to each. Where memory does not suffice for all, they
  /// go on one after the other, and what failed is done again with fewer rows.
  ///
  /// @param work takes the indices of the batch's rows; called by several threads
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single row
  public void each(Consumer<int[]> work) {
    int share = share(tokensAtOnce);
    budget = new TokenBudget(lengths, share);
    List<int[]> all = Batches.forPrediction(lengths, share);
    inTurn(
        all.size() > 1 && Lanes.count() > 1
            ? new SideBySide(all, work).left()
            : new ArrayDeque<>(all),
        work);
  }

  private void inTurn(Deque<int[]> batches, Consumer<int[]> work) {
    Deque<int[]> open = batches;
    while (!open.isEmpty()) {
      requireGoingOn();
      int[] batch = open.getFirst();
      if (fits(batch, work)) {
        open.removeFirst();
        finished(batch);
      } else {
        open = cutAgain(open);
      }
    }
  }

  private void requireGoingOn() {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
  }

  private synchronized void finished(int[] batch) {
    done += batch.length;
    progress.advanced(done, lengths.length, OptionalDouble.empty());
  }

  private boolean fits(int[] batch, Consumer<int[]> work) {
    try {
      work.accept(batch);
      return true;
    } catch (RuntimeException e) {
      if (!OutOfMemory.isIn(e)) {
        throw e;
      }
      if (!budget.halve(batch)) {
        throw outOfMemory(batch, e);
      }
      return false;
    }
  }

  private Deque<int[]> cutAgain(Deque<int[]> open) {
    int[] rest = open.stream().flatMapToInt(Arrays::stream).toArray();
    return new ArrayDeque<>(Batches.micro(rest, lengths, budget.tokens()));
  }

  private FailedException outOfMemory(int[] batch, RuntimeException cause) {
    return new FailedException(
        "out of memory with a single row of %d tokens, %d of %d rows done; lower the recipe's max-tokens, or take a smaller model"
            .formatted(budget.longest(batch), done, lengths.length),
        cause);
  }

  /// Batches that are computed at once, each by a thread. It ends early where memory does not
  /// suffice for all of them together.
  private final class SideBySide {
    private final List<int[]> all;
    private final BitSet computed = new BitSet();
    private final Consumer<int[]> work;
    private int begun;
    private boolean ended;

    SideBySide(List<int[]> all, Consumer<int[]> work) {
      this.all = all;
      this.work = work;
    }

    /// Computes them.
    ///
    /// @return those that are left to compute, longest first whichever thread failed first
    Deque<int[]> left() {
      Lanes.run(this::compute);
      return IntStream.range(0, all.size())
          .filter(batch -> !computed.get(batch))
          .mapToObj(all::get)
          .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private void compute() {
      try {
        for (OptionalInt batch = next(); batch.isPresent(); batch = next()) {
          compute(batch.getAsInt());
        }
      } catch (RuntimeException e) {
        end();
        throw e;
      }
    }

    private void compute(int batch) {
      try {
        work.accept(all.get(batch));
        computed(batch);
        finished(all.get(batch));
      } catch (RuntimeException e) {
        if (!OutOfMemory.isIn(e)) {
          throw e;
        }
        end();
      }
    }

    private synchronized OptionalInt next() {
      if (ended || begun == all.size()) {
        return OptionalInt.empty();
      }
      requireGoingOn();
      return OptionalInt.of(begun++);
    }

    private synchronized void computed(int batch) {
      computed.set(batch);
    }

    private synchronized void end() {
      ended = true;
    }
  }
}
