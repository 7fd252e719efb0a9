package dev.w2s.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Which rows are computed together. Rows of like length meet, so that attention is computed for
/// many at once. Everything here is a pure function of its arguments, so training can go on from
/// any batch of any epoch. Batches are arrays of row indices.
public final class Batches {
  /// Batches of one pool are cut from rows sorted by length: the larger the pool, the more alike
  /// are the rows of a batch, and the less random.
  private static final int POOL = 32;

  private Batches() {}

  /// All rows once, longest first, in batches of at most `tokenBudget` tokens, where each row
  /// counts as the longest: what remembers rows side by side needs as much. A longer row is a batch
  /// of its own.
  ///
  /// @param lengths tokens of each row
  public static List<int[]> forPrediction(int[] lengths, int tokenBudget) {
    return cut(
        byLength(IntStream.range(0, lengths.length).toArray(), lengths), lengths, tokenBudget);
  }

  /// All rows once in random order, in batches of exactly `batch` rows; one holds the rest. The
  /// order of batches is random too.
  ///
  /// @param lengths tokens of each row
  /// @param batch rows of one optimiser step
  /// @param epoch counted from 0
  public static List<int[]> forTraining(int[] lengths, int batch, long seed, int epoch) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1 but was " + batch);
    }
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    int[] rows = shuffled(lengths.length, random);
    List<int[]> batches = new ArrayList<>();
    int poolSize = (int) Math.min(rows.length, (long) POOL * batch);
    for (int start = 0; start < rows.length; start += poolSize) {
      int[] pool = Arrays.copyOfRange(rows, start, Math.min(rows.length, start + poolSize));
      addBatches(byLength(pool, lengths), batch, batches);
    }
    return inOrder(batches, shuffled(batches.size(), random));
  }

  /// A batch in pieces that are computed one after the other, each of at most `tokenBudget` tokens,
  /// counted in the same way; a longer row is a piece of its own.
  ///
  /// @param batch rows of one optimiser step
  /// @param lengths tokens of each row of the data
  public static List<int[]> micro(int[] batch, int[] lengths, int tokenBudget) {
    return cut(byLength(batch, lengths), lengths, tokenBudget);
  }

  private static void addBatches(int[] pool, int batch, List<int[]> batches) {
    for (int start = 0; start < pool.length; start += batch) {
      batches.add(Arrays.copyOfRange(pool, start, Math.min(pool.length, start + batch)));
    }
  }

  /// Longest first: a batch that does not fit into memory is met at once.
  private static int[] byLength(int[] rows, int[] lengths) {
    return Arrays.stream(rows)
        .boxed()
        .sorted(
            Comparator.comparingInt((Integer row) -> -lengths[row]).thenComparingInt(row -> row))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static List<int[]> cut(int[] sorted, int[] lengths, int tokenBudget) {
    if (tokenBudget < 1) {
      throw new IllegalArgumentException(
          "the token budget must be at least 1 but was " + tokenBudget);
    }
    List<int[]> batches = new ArrayList<>();
    int start = 0;
    for (int end = 1; end < sorted.length; end++) {
      if ((long) lengths[sorted[start]] * (end + 1 - start) > tokenBudget) {
        batches.add(Arrays.copyOfRange(sorted, start, end));
        start = end;
      }
    }
    if (start < sorted.length) {
      batches.add(Arrays.copyOfRange(sorted, start, sorted.length));
    }
    return batches;
  }

  private static List<int[]> inOrder(List<int[]> batches, int[] order) {
    List<int[]> ordered = new ArrayList<>(batches.size());
    for (int index : order) {
      ordered.add(batches.get(index));
    }
    return Collections.unmodifiableList(ordered);
  }

  /// Fisher and Yates, written out so that no JDK can change it.
  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
