package dev.w2s.data.internal;

import dev.w2s.data.Example;
import java.util.List;

/// How many rows a part still takes, by class or altogether.
public final class Quota {
  private final int[] open;
  private final boolean balance;

  private Quota(int[] open, boolean balance) {
    this.open = open;
    this.balance = balance;
  }

  /// A part of `n` rows of `k` classes.
  public static Quota of(int n, int k, boolean balance) {
    int[] open = new int[balance ? k : 1];
    for (int c = 0; c < open.length; c++) {
      open[c] = share(n, open.length, c);
    }
    return new Quota(open, balance);
  }

  /// Rows of class `c` in a balanced part of `n`: the first classes have one more where `k` does
  /// not divide `n`.
  public static int share(int n, int k, int c) {
    return n / k + (c < n % k ? 1 : 0);
  }

  boolean isFull() {
    for (int left : open) {
      if (left > 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether all rows of a group fit.
  boolean fits(List<Example> group) {
    int[] needed = new int[open.length];
    for (Example row : group) {
      if (++needed[index(row)] > open[index(row)]) {
        return false;
      }
    }
    return true;
  }

  /// Takes a row where its class is open.
  boolean take(Example row) {
    if (open[index(row)] == 0) {
      return false;
    }
    open[index(row)]--;
    return true;
  }

  private int index(Example row) {
    return balance ? row.label() : 0;
  }
}
