package dev.w2s.data;

import dev.w2s.data.internal.SetCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a look at all rows of a task finds: counts, and what may make results mean less than they
/// seem to.
///
/// @param classes names of the classes
/// @param sets `train`, `test` where the task has one, and the further test sets by their names
/// @param sharedTexts training rows with the texts of a test row, word for word; they are left out
///   of every study
/// @param sharedGroups groups with training and test rows; their training rows are left out
/// @param findings one sentence for each kind of finding, with the first rows that show it
public record TaskCheck(
    List<String> classes,
    List<SetCheck> sets,
    int sharedTexts,
    int sharedGroups,
    List<String> findings) {
  private static final int SHOWN = 3;

  public TaskCheck {
    classes = List.copyOf(classes);
    sets = List.copyOf(sets);
    findings = List.copyOf(findings);
  }

  /// What one set holds.
  ///
  /// @param name of the set
  /// @param rows how many
  /// @param byClass rows of each class
  /// @param groups how many groups the rows form
  /// @param largestGroup rows of the largest
  /// @param duplicates rows with the texts and label of an earlier one
  /// @param conflicts rows with the texts of an earlier one and another label
  /// @param median characters of a row's texts, the middle of all
  /// @param long95 characters of a row's texts that 95 % have at most
  /// @param graded whether all rows have a difficulty
  public record SetCheck(
      String name,
      int rows,
      List<Integer> byClass,
      int groups,
      int largestGroup,
      int duplicates,
      int conflicts,
      int median,
      int long95,
      boolean graded) {
    public SetCheck {
      byClass = List.copyOf(byClass);
    }
  }

  /// Looks at all rows.
  public static TaskCheck of(Examples examples) {
    List<String> findings = new ArrayList<>();
    List<SetCheck> sets = new ArrayList<>();
    int k = examples.classes().size();
    sets.add(SetCounts.of("train", examples.train(), k, findings));
    if (!examples.test().isEmpty()) {
      sets.add(SetCounts.of("test", examples.test(), k, findings));
    }
    examples.tests().forEach((name, rows) -> sets.add(SetCounts.of(name, rows, k, findings)));
    int texts = sharedTexts(examples, findings);
    return new TaskCheck(examples.classes(), sets, texts, sharedGroups(examples), findings);
  }

  private static int sharedTexts(Examples examples, List<String> findings) {
    Map<List<String>, Example> tests = new HashMap<>();
    examples.tests().values().forEach(rows -> rows.forEach(row -> tests.put(row.texts(), row)));
    examples.test().forEach(row -> tests.put(row.texts(), row));
    List<String> shown = new ArrayList<>();
    int shared = 0;
    for (Example row : examples.train()) {
      Example same = tests.get(row.texts());
      if (same != null && shared++ < SHOWN) {
        shown.add(row.id() + " = " + same.id());
      }
    }
    if (shared > 0) {
      findings.add(
          "train: rows with the texts of a test row, left out: %,d, such as %s"
              .formatted(shared, String.join(", ", shown)));
    }
    return shared;
  }

  private static int sharedGroups(Examples examples) {
    Set<String> groups = new HashSet<>();
    examples.test().forEach(row -> groups.add(row.group()));
    Set<String> shared = new HashSet<>();
    for (Example row : examples.train()) {
      if (groups.contains(row.group())) {
        shared.add(row.group());
      }
    }
    return shared.size();
  }
}
