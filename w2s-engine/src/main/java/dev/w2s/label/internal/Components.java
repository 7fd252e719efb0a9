package dev.w2s.label.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Connected components of a graph of rows (union by size, with path halving; Tarjan and van
/// Leeuwen 1984).
public final class Components {
  private final int[] parent;
  private final int[] size;

  /// Links two rows where one is among the nearest of the other and their classes are the same.
  public Components(int[][] nearest, int[] classes) {
    parent = Rows.all(nearest.length);
    size = new int[nearest.length];
    Arrays.fill(size, 1);
    for (int i = 0; i < nearest.length; i++) {
      for (int j : nearest[i]) {
        if (classes[i] == classes[j]) {
          link(i, j);
        }
      }
    }
  }

  private void link(int a, int b) {
    int large = root(a);
    int small = root(b);
    if (large == small) {
      return;
    }
    if (size[large] < size[small]) {
      int swap = large;
      large = small;
      small = swap;
    }
    parent[small] = large;
    size[large] += size[small];
  }

  private int root(int row) {
    int at = row;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /// The rows of each class's largest component, ascending; of equally large ones, that which holds
  /// the first row.
  ///
  /// @param classes of the rows, under `count`
  public int[] largest(int[] classes, int count) {
    int[] best = new int[count];
    Arrays.fill(best, -1);
    for (int i = 0; i < classes.length; i++) {
      int known = best[classes[i]];
      if (known < 0 || size[root(i)] > size[root(known)]) {
        best[classes[i]] = i;
      }
    }
    return IntStream.range(0, classes.length)
        .filter(i -> root(i) == root(best[classes[i]]))
        .toArray();
  }
}
