package dev.w2s.measure;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// Which test rows one model got right, for each seed: a matrix of bits `[seeds, rows]`.
///
/// Row i is the same row of the test set in every seed and for every model that it is compared
/// with.
public final class Outcomes {
  private final List<BitSet> right;
  private final int rows;

  private Outcomes(List<BitSet> right, int rows) {
    if (right.isEmpty() || rows < 1) {
      throw new IllegalArgumentException(
          "outcomes need seeds and rows but have " + right.size() + " and " + rows);
    }
    this.right = right;
    this.rows = rows;
  }

  /// Where the labels of each seed are those that hold for all seeds.
  ///
  /// @param labels named classes, one array `[rows]` for each seed
  /// @param gold the classes that are right, `[rows]`
  public static Outcomes of(List<int[]> labels, int[] gold) {
    Objects.requireNonNull(gold, "gold");
    return new Outcomes(labels.stream().map(named -> equal(named, gold)).toList(), gold.length);
  }

  /// Where two models name the same class, seed by seed.
  ///
  /// @param labels of the one, one array `[rows]` for each seed
  /// @param others of the other, of the same shape
  public static Outcomes agreement(List<int[]> labels, List<int[]> others) {
    if (labels.size() != others.size() || labels.isEmpty()) {
      throw new IllegalArgumentException(
          "both models need the same seeds, at least one, but have "
              + labels.size()
              + " and "
              + others.size());
    }
    BitSet[] same = new BitSet[labels.size()];
    for (int s = 0; s < same.length; s++) {
      same[s] = equal(labels.get(s), others.get(s));
    }
    return new Outcomes(List.of(same), labels.getFirst().length);
  }

  private static BitSet equal(int[] labels, int[] others) {
    if (labels.length != others.length) {
      throw new IllegalArgumentException(
          "labels must have one row for each of " + others.length + " but have " + labels.length);
    }
    BitSet same = new BitSet(labels.length);
    for (int i = 0; i < labels.length; i++) {
      same.set(i, labels[i] == others[i]);
    }
    return same;
  }

  /// Where both are right.
  ///
  /// @param other of the same seeds and rows
  public Outcomes and(Outcomes other) {
    requireShape(other);
    BitSet[] both = new BitSet[seeds()];
    for (int s = 0; s < both.length; s++) {
      both[s] = (BitSet) right.get(s).clone();
      both[s].and(other.right.get(s));
    }
    return new Outcomes(List.of(both), rows);
  }

  /// Where this is wrong.
  public Outcomes not() {
    BitSet[] wrong = new BitSet[seeds()];
    for (int s = 0; s < wrong.length; s++) {
      wrong[s] = (BitSet) right.get(s).clone();
      wrong[s].flip(0, rows);
    }
    return new Outcomes(List.of(wrong), rows);
  }

  /// Requires the seeds and rows of another.
  void requireShape(Outcomes other) {
    if (other.rows != rows || other.seeds() != seeds()) {
      throw new IllegalArgumentException(
          "models must share seeds and rows but one has %d x %d and another %d x %d"
              .formatted(seeds(), rows, other.seeds(), other.rows));
    }
  }

  /// In how many seeds a row was right, both counted from 0.
  int count(int row) {
    int count = 0;
    for (BitSet seed : right) {
      count += seed.get(row) ? 1 : 0;
    }
    return count;
  }

  /// Repetitions, S.
  public int seeds() {
    return right.size();
  }

  /// Test rows, N.
  public int rows() {
    return rows;
  }

  /// Whether a row was right in a seed, both counted from 0.
  public boolean right(int seed, int row) {
    Objects.checkIndex(row, rows);
    return right.get(seed).get(row);
  }

  /// Share of the rows that were right in one seed, counted from 0.
  public double accuracy(int seed) {
    return (double) right.get(seed).cardinality() / rows;
  }

  /// Share of the rows that were right, over all seeds.
  public double accuracy() {
    long count = right.stream().mapToLong(BitSet::cardinality).sum();
    return (double) count / ((long) rows * seeds());
  }
}
