package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.finding.Analyses.By;
import dev.w2s.finding.Analyses.Slice;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Resamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Accuracy by kinds of test rows.
final class Slices {
  private static final int QUARTERS = 4;

  /// Fewer rows say nothing of their own.
  private static final int LEAST_ROWS = 10;

  private static final int MOST_GROUPS = 12;
  private static final int MOST_CLASSES = 20;

  // Slices are many and their intervals are for the eye.
  private static final Bootstrap BOOTSTRAP =
      new Bootstrap(1_000, Bootstrap.STANDARD.seed(), Bootstrap.STANDARD.level());

  private final List<Example> rows;
  private final List<String> classes;
  private final List<Answers> roles;
  private final List<Slice> slices = new ArrayList<>();

  private Slices(List<Example> rows, List<String> classes, List<Answers> roles) {
    this.rows = rows;
    this.classes = classes;
    this.roles = roles;
  }

  /// All slices that the rows allow.
  ///
  /// @param rows of the test
  /// @param classes of the task
  /// @param roles weak labels, students and ceiling
  static List<Slice> of(List<Example> rows, List<String> classes, List<Answers> roles) {
    Slices all = new Slices(rows, classes, roles);
    all.quarters(By.LENGTH, Slices::words);
    if (rows.stream().allMatch(row -> row.difficulty().isPresent())) {
      all.quarters(By.DIFFICULTY, row -> row.difficulty().getAsDouble());
    }
    all.byClass();
    all.byGroup();
    return all.slices;
  }

  private static double words(Example row) {
    return String.join(" ", row.texts()).strip().split("\\s+").length;
  }

  /// Quarters of the rows from small to large; equal values stay together.
  private void quarters(By by, ToDoubleFunction<Example> of) {
    List<Integer> order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> of.applyAsDouble(rows.get(i))))
            .toList();
    List<List<Integer>> parts = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= order.size(); to++) {
      // A quarter that equal values have made too large takes the place of the next ones.
      boolean full = quarter(to, order.size()) > quarter(from, order.size());
      if (to == order.size() || (full && differ(order, to, of))) {
        parts.add(order.subList(from, to));
        from = to;
      }
    }
    if (parts.size() > 1) {
      parts.stream()
          .filter(part -> part.size() >= LEAST_ROWS)
          .forEach(part -> add(by, range(part, of), part));
    }
  }

  /// How many quarters the first rows fill.
  private static long quarter(int rows, int all) {
    return (long) QUARTERS * rows / all;
  }

  private boolean differ(List<Integer> order, int at, ToDoubleFunction<Example> of) {
    return of.applyAsDouble(rows.get(order.get(at)))
        != of.applyAsDouble(rows.get(order.get(at - 1)));
  }

  private String range(List<Integer> part, ToDoubleFunction<Example> of) {
    String low = number(of.applyAsDouble(rows.get(part.getFirst())));
    String high = number(of.applyAsDouble(rows.get(part.getLast())));
    return low.equals(high) ? low : low + "-" + high;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  private void byClass() {
    if (classes.size() <= MOST_CLASSES) {
      for (int c = 0; c < classes.size(); c++) {
        int label = c;
        List<Integer> part =
            IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).label() == label)
                .boxed()
                .toList();
        if (part.size() >= LEAST_ROWS) {
          add(By.CLASS, classes.get(c), part);
        }
      }
    }
  }

  private void byGroup() {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      groups.computeIfAbsent(rows.get(i).group(), _ -> new ArrayList<>()).add(i);
    }
    boolean few = groups.size() > 1 && groups.size() <= MOST_GROUPS;
    if (few) {
      groups.forEach((name, part) -> {
        if (part.size() >= LEAST_ROWS) {
          add(By.GROUP, name, part);
        }
      });
    }
  }

  private void add(By by, String name, List<Integer> part) {
    int[] taken = part.stream().mapToInt(i -> i).sorted().toArray();
    int[] gold = IntStream.of(taken).map(i -> rows.get(i).label()).toArray();
    List<Outcomes> right = roles.stream().map(role -> outcomes(role, taken, gold)).toList();
    Resamples resamples = BOOTSTRAP.of(right);
    List<Estimate> accuracies = right.stream().map(resamples::accuracy).toList();
    slices.add(new Slice(by, name, taken.length, accuracies));
  }

  private static Outcomes outcomes(Answers role, int[] taken, int[] gold) {
    return Outcomes.of(
        role.labels().stream()
            .map(labels -> IntStream.of(taken).map(i -> labels[i]).toArray())
            .toList(),
        gold);
  }
}
