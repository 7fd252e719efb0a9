package dev.w2s.data.internal;

import dev.w2s.data.Example;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Cuts rows into shares that are about equal, in all and in each class, and divide no group. The
/// largest groups come first; each goes where its classes are rarest.
public final class Shares {
  private final List<List<Example>> shares;
  private final int[][] counts; // [shares, classes]

  private Shares(int n, int classes) {
    shares = IntStream.range(0, n).<List<Example>>mapToObj(i -> new ArrayList<>()).toList();
    counts = new int[n][classes];
  }

  /// All rows, in `n` shares.
  ///
  /// @param what they are for, to people
  /// @throws BadInputException where there are fewer groups than shares
  public static List<List<Example>> of(List<Example> rows, int n, int classes, String what) {
    Map<String, List<Example>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(row.group(), g -> new ArrayList<>()).add(row));
    if (groups.size() < n) {
      throw new BadInputException(
          "the half has %d groups of rows, too few for %s; raise rows.train"
              .formatted(groups.size(), what));
    }
    Shares shares = new Shares(n, classes);
    groups.values().stream()
        .sorted(Comparator.<List<Example>>comparingInt(List::size).reversed())
        .forEach(shares::place);
    return shares.shares.stream().map(List::copyOf).toList();
  }

  private void place(List<Example> group) {
    int best = 0;
    for (int share = 1; share < shares.size(); share++) {
      if (isBetter(share, best, group)) {
        best = share;
      }
    }
    for (Example row : group) {
      shares.get(best).add(row);
      counts[best][row.label()]++;
    }
  }

  private boolean isBetter(int share, int best, List<Example> group) {
    long alike = alike(share, group);
    long least = alike(best, group);
    boolean smaller = shares.get(share).size() < shares.get(best).size();
    return alike < least || (alike == least && smaller);
  }

  private long alike(int share, List<Example> group) {
    return group.stream().mapToLong(row -> counts[share][row.label()]).sum();
  }
}
