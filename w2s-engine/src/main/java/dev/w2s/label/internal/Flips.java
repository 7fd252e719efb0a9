package dev.w2s.label.internal;

import dev.w2s.study.SimulatedError.Structure;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Chooses which gold labels become wrong, and what they become, see
/// [dev.w2s.study.SimulatedError].
public final class Flips {
  private final int[] gold;
  private final int classes;
  private final Optional<int[]> lengths;
  private final Optional<double[][]> probabilities;
  private final Draws draws;

  public Flips(
      int[] gold,
      int classes,
      Optional<int[]> lengths,
      Optional<double[][]> probabilities,
      long seed) {
    this.gold = gold;
    this.classes = classes;
    this.lengths = lengths;
    this.probabilities = probabilities;
    this.draws = new Draws(Draws.Purpose.FLIPS, seed);
  }

  /// The labels, of which so many are wrong, `[N]`.
  public int[] labels(Structure structure, int count) {
    int[] labels = gold.clone();
    Arrays.stream(chosen(structure)).limit(count).sorted().forEach(row -> labels[row] = wrong(row));
    return labels;
  }

  /// All rows, those that are to be wrong first.
  private int[] chosen(Structure structure) {
    return switch (structure) {
      case RANDOM -> random(Rows.all(gold.length));
      case LONGEST -> sorted(row -> -lengths()[row]);
      case SHORTEST -> sorted(row -> lengths()[row]);
      case UNSURE -> sorted(row -> margin(row, Rows.largest(probabilities()[row])));
      case CONFIDENT -> sorted(row -> -margin(row, gold[row]));
      case SUPERVISOR ->
          IntStream.concat(
                  Arrays.stream(random(judged(false))), Arrays.stream(random(judged(true))))
              .toArray();
    };
  }

  private int[] random(int[] rows) {
    return draws.shuffled(rows);
  }

  private int[] sorted(IntToDoubleFunction score) {
    return Rows.sorted(Rows.all(gold.length), score);
  }

  /// By how much a class is more probable than the most probable other.
  private double margin(int row, int label) {
    double[] p = probabilities()[row];
    return p[label] - p[Rows.largestBut(label, p)];
  }

  /// Rows that the supervisor gets right, or wrong.
  private int[] judged(boolean right) {
    int[] said = Rows.hard(probabilities());
    return IntStream.range(0, gold.length)
        .filter(row -> (said[row] == gold[row]) == right)
        .toArray();
  }

  private int wrong(int row) {
    if (probabilities.isPresent()) {
      return Rows.largestBut(gold[row], probabilities.get()[row]);
    }
    int other = draws.below(classes - 1);
    return other < gold[row] ? other : other + 1;
  }

  private int[] lengths() {
    return lengths.orElseThrow();
  }

  private double[][] probabilities() {
    return probabilities.orElseThrow();
  }
}
