package dev.w2s.data.internal;

import dev.w2s.data.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/// Rows by group, from which parts are filled one after another; a group that a part took a row of
/// is gone.
public final class Pool {
  private List<List<Example>> groups;

  /// All rows, their groups in the order of their first row.
  public Pool(List<Example> rows) {
    Map<String, List<Example>> byGroup = new LinkedHashMap<>();
    for (Example row : rows) {
      byGroup.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row);
    }
    groups = new ArrayList<>(byGroup.values());
  }

  /// Puts the groups in another order.
  public Pool shuffled(long seed) {
    Collections.shuffle(groups, new Random(seed));
    return this;
  }

  /// The rows that are left, group after group.
  public List<Example> rows() {
    return groups.stream().flatMap(List::stream).toList();
  }

  /// Fills a part: first with groups that fit whole, then with the rows that fit of others.
  public List<Example> take(Quota quota) {
    List<Example> taken = new ArrayList<>();
    take(taken, quota, quota::fits);
    take(taken, quota, group -> true);
    return taken;
  }

  private void take(List<Example> taken, Quota quota, Predicate<List<Example>> fits) {
    List<List<Example>> left = new ArrayList<>();
    for (List<Example> group : groups) {
      int before = taken.size();
      if (!quota.isFull() && fits.test(group)) {
        group.stream().filter(quota::take).forEach(taken::add);
      }
      if (taken.size() == before) {
        left.add(group);
      }
    }
    groups = left;
  }
}
