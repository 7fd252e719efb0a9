package dev.w2s.train.internal;

import java.util.Arrays;

/// Gives each row of a batch a class so that every class has its quota and the total log
/// probability is the largest: a transport problem, solved by successive shortest paths. Rows come
/// in one after the other; each may push others from class to class, along the path that costs the
/// least likelihood. Every step keeps the assignment optimal for the rows so far (Ahuja, Magnanti,
/// Orlin: Network Flows, section 9.7).
///
/// Log probabilities are compared as whole numbers of 2^-30, so that the order of additions cannot
/// matter, and ties always end alike: the earlier row and the lower class are kept where they are.
/// A row costs `O(k^3 + B k)` at most, and mostly `O(k^2 + B)`.
final class Assignment {
  private static final double ONE = 1L << 30;
  private static final double LARGEST = 1L << 20;
  private static final long FAR = Long.MAX_VALUE / 4;
  private static final int NOBODY = -1;

  private final long[][] costs; // [B, k]
  private final Quotas quotas;
  private final int classes;
  // The node after the last class: the contested rows, which classes take from it and give back.
  private final int pool;
  private final int[] counts;
  private final int[] assigned;
  // The row of each class that goes to each other at the least cost, [k, k].
  private final int[][] movers;
  private int rows;
  private int taken;

  private Assignment(long[][] costs, Quotas quotas) {
    this.costs = costs;
    this.quotas = quotas;
    this.classes = quotas.sure().length;
    this.pool = classes;
    this.counts = new int[classes];
    this.assigned = new int[costs.length];
    this.movers = new int[classes][classes];
    for (int[] row : movers) {
      Arrays.fill(row, NOBODY);
    }
  }

  /// The class of each row, `[B]`.
  ///
  /// @param logits `[B, k]`; a row's log probabilities are its logits but for a constant, which no
  ///   choice depends on
  static int[] of(double[][] logits, Quotas quotas) {
    Assignment assignment =
        new Assignment(Arrays.stream(logits).map(Assignment::costs).toArray(long[][]::new), quotas);
    for (int row = 0; row < logits.length; row++) {
      assignment.add(row);
    }
    return assignment.assigned;
  }

  private static long[] costs(double[] logits) {
    double largest = logits[Hardening.argMax(logits)];
    long[] costs = new long[logits.length];
    for (int c = 0; c < costs.length; c++) {
      // What is not a number becomes 0: the loss is then no number either, and says so.
      costs[c] = Math.round(Math.min(largest - logits[c], LARGEST) * ONE);
    }
    return costs;
  }

  private void add(int row) {
    long[] distance = Arrays.copyOf(costs[row], classes + 1);
    distance[pool] = FAR;
    int[] from = new int[classes + 1];
    Arrays.fill(from, NOBODY);
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int to = 0; to <= pool; to++) {
        shorter |= relax(to, distance, from);
      }
    }
    move(row, nearestRoom(distance), from);
  }

  /// Whether a way to a node has become shorter.
  private boolean relax(int to, long[] distance, int[] from) {
    boolean shorter = false;
    for (int node = 0; node <= pool; node++) {
      long length = length(node, to);
      if (length < FAR && distance[node] + length < distance[to]) {
        distance[to] = distance[node] + length;
        from[to] = node;
        shorter = true;
      }
    }
    return shorter;
  }

  /// What it costs to have one row less at `node` and one more at `to`.
  private long length(int node, int to) {
    if (node == to) {
      return FAR;
    }
    if (node == pool) {
      return contests(to) && holdsContested(to) ? 0 : FAR;
    }
    if (to == pool) {
      return contests(node) && counts[node] == quotas.sure()[node] ? 0 : FAR;
    }
    int row = movers[node][to];
    return row == NOBODY ? FAR : costs[row][to] - costs[row][node];
  }

  private boolean contests(int c) {
    return quotas.contests()[c];
  }

  private boolean holdsContested(int c) {
    return counts[c] > quotas.sure()[c];
  }

  private int nearestRoom(long[] distance) {
    int nearest = NOBODY;
    for (int node = 0; node <= pool; node++) {
      boolean room = node == pool ? taken < quotas.contested() : counts[node] < quotas.sure()[node];
      if (room && (nearest == NOBODY || distance[node] < distance[nearest])) {
        nearest = node;
      }
    }
    return nearest;
  }

  /// Moves one row along each edge of the way that ends at `end`, and puts the new row at its
  /// start.
  private void move(int row, int end, int[] from) {
    int to = end;
    for (int node = from[to]; node != NOBODY; node = from[node]) {
      if (node != pool && to != pool) {
        assigned[movers[node][to]] = to;
      }
      to = node;
    }
    assigned[row] = to;
    rows++;
    for (int node = end; node != NOBODY; node = from[node]) {
      if (node != pool) {
        refresh(node);
      }
    }
  }

  /// Counts the rows of a class anew, and who would leave it.
  private void refresh(int c) {
    taken -= Math.max(0, counts[c] - quotas.sure()[c]);
    counts[c] = 0;
    Arrays.fill(movers[c], NOBODY);
    for (int row = 0; row < rows; row++) {
      if (assigned[row] == c) {
        counts[c]++;
        offer(row, c);
      }
    }
    taken += Math.max(0, counts[c] - quotas.sure()[c]);
  }

  private void offer(int row, int own) {
    for (int to = 0; to < classes; to++) {
      int best = movers[own][to];
      if (best == NOBODY || costs[row][to] - costs[row][own] < costs[best][to] - costs[best][own]) {
        movers[own][to] = row;
      }
    }
  }
}
