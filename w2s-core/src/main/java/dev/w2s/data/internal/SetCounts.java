package dev.w2s.data.internal;

import dev.w2s.data.Example;
import dev.w2s.data.TaskCheck.SetCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the rows of one set.
public final class SetCounts {
  private static final int SHOWN = 3;

  private final Map<List<String>, Example> first = new HashMap<>();
  private final List<String> duplicates = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private int apart;

  private SetCounts(List<Example> rows) {
    rows.forEach(this::compare);
  }

  /// Counts, and adds a sentence for each kind of finding.
  public static SetCheck of(String name, List<Example> rows, int k, List<String> findings) {
    SetCounts counts = new SetCounts(rows);
    counts.tell(name, findings);
    Map<String, Integer> groups = new HashMap<>();
    int[] byClass = new int[k];
    for (Example row : rows) {
      groups.merge(row.group(), 1, Integer::sum);
      byClass[row.label()]++;
    }
    int[] lengths = rows.stream().mapToInt(SetCounts::length).sorted().toArray();
    return new SetCheck(
        name,
        rows.size(),
        Arrays.stream(byClass).boxed().toList(),
        groups.size(),
        groups.values().stream().mapToInt(n -> n).max().orElse(0),
        counts.duplicates.size(),
        counts.conflicts.size(),
        quantile(lengths, 0.5),
        quantile(lengths, 0.95),
        rows.stream().allMatch(row -> row.difficulty().isPresent()));
  }

  private void compare(Example row) {
    Example earlier = first.putIfAbsent(row.texts(), row);
    if (earlier != null) {
      List<String> kind = earlier.label() == row.label() ? duplicates : conflicts;
      kind.add(row.id() + " = " + earlier.id());
      apart += earlier.group().equals(row.group()) ? 0 : 1;
    }
  }

  private void tell(String name, List<String> findings) {
    tell(name, "the texts and the label of an earlier row", duplicates, findings);
    tell(name, "the texts of an earlier row, but another label", conflicts, findings);
    if (apart > 0) {
      findings.add(
          "%s: %,d of these are of another group, and may lie in the other half"
              .formatted(name, apart));
    }
  }

  private static void tell(String set, String what, List<String> pairs, List<String> findings) {
    if (!pairs.isEmpty()) {
      List<String> shown = pairs.subList(0, Math.min(SHOWN, pairs.size()));
      findings.add(
          "%s: rows with %s: %,d, such as %s"
              .formatted(set, what, pairs.size(), String.join(", ", shown)));
    }
  }

  private static int length(Example row) {
    return row.texts().stream().mapToInt(String::length).sum();
  }

  /// The smallest value that a share of the sorted ones does not exceed; 0 where there are none.
  private static int quantile(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
