package dev.w2s.data.internal;

import dev.w2s.data.Example;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Says which parts of a split were not filled, and what there was to fill them.
public final class Shortage {
  private final List<String> classes;
  private final int[] there;
  private final boolean balance;
  private final List<Problem> problems = new ArrayList<>();

  /// @param rows what there is before any part is filled
  /// @param balance whether the parts are balanced over the classes
  public Shortage(List<String> classes, List<Example> rows, boolean balance) {
    this.classes = classes;
    this.there = counts(rows);
    this.balance = balance;
  }

  /// Compares a part with what was asked for.
  public void check(String part, List<Example> taken, int asked) {
    if (taken.size() == asked) {
      return;
    }
    if (!balance) {
      add(part, "", asked, taken.size(), Arrays.stream(there).sum());
      return;
    }
    int[] counts = counts(taken);
    for (int c = 0; c < counts.length; c++) {
      int share = Quota.share(asked, classes.size(), c);
      if (counts[c] < share) {
        add(part, " of class '" + classes.get(c) + "'", share, counts[c], there[c]);
      }
    }
  }

  /// Ends the work where a part was not filled.
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
  }

  private void add(String part, String ofClass, int asked, int taken, int all) {
    problems.add(
        Problem.of(
            all == 0
                ? "there are no rows%s for %s".formatted(ofClass, part)
                : "%s needs %d rows%s but gets %d of the %d there are; all parts filled from them may have %d rows at most"
                    .formatted(part, asked, ofClass, taken, all, most())));
  }

  private int most() {
    return balance
        ? classes.size() * Arrays.stream(there).min().orElse(0)
        : Arrays.stream(there).sum();
  }

  private int[] counts(List<Example> rows) {
    int[] counts = new int[classes.size()];
    rows.forEach(row -> counts[row.label()]++);
    return counts;
  }
}
