package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Reading;
import dev.w2s.data.Task;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.EvenAccuracy;
import dev.w2s.measure.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is left of the accuracy of reward models where length gives nothing away: pairs whose
/// better text is the longer and pairs whose better text is the shorter one count alike, however
/// many there are of each. A model that always takes the longer text is right on one half of them.
/// Length is counted in characters; pairs of equal lengths are left out.
///
/// @param longer test pairs whose better text is the longer one
/// @param shorter those whose better text is the shorter one
/// @param equal those whose texts are equally long
/// @param roles weak labels, the students in the study's order, and the ceiling
public record LengthControl(int longer, int shorter, int equal, List<Controlled> roles) {
  /// Fewer pairs of a kind say nothing of it.
  private static final int LEAST_PAIRS = 10;

  private static final int LONGER = 0;
  private static final int SHORTER = 1;
  private static final int EQUAL = -1;

  public LengthControl {
    roles = List.copyOf(roles);
  }

  /// One role.
  ///
  /// @param accuracy the mean of the two that follow
  /// @param whereLonger accuracy where the better text is the longer one
  /// @param whereShorter accuracy where it is the shorter one
  /// @param overWeak accuracy less that of the weak labels, paired; empty for these
  public record Controlled(
      Estimate accuracy,
      Estimate whereLonger,
      Estimate whereShorter,
      Optional<Estimate> overWeak) {}

  /// How often the longer text is the better one, where they differ in length: the accuracy of
  /// always taking it.
  public double longerIsBetter() {
    return (double) longer / (longer + shorter);
  }

  /// Of a task that compares texts; empty for others, and where there are fewer than ten pairs of a
  /// kind.
  ///
  /// @param rows of the test
  /// @param weak which of them the weak labels are right on
  /// @param others the same of students and ceiling
  static Optional<LengthControl> of(
      Task task, List<Example> rows, Outcomes weak, List<Outcomes> others) {
    if (!(task.reading().answer() instanceof Reading.Answer.Comparison)) {
      return Optional.empty();
    }
    int[] kinds = rows.stream().mapToInt(LengthControl::kind).toArray();
    int longer = count(kinds, LONGER);
    int shorter = count(kinds, SHORTER);
    if (Math.min(longer, shorter) < LEAST_PAIRS) {
      return Optional.empty();
    }
    EvenAccuracy even = new EvenAccuracy(kinds, 2);
    List<Controlled> roles = new ArrayList<>();
    roles.add(controlled(even, weak, Optional.empty()));
    others.forEach(
        role -> roles.add(controlled(even, role, Optional.of(even.difference(role, weak)))));
    return Optional.of(new LengthControl(longer, shorter, count(kinds, EQUAL), roles));
  }

  private static Controlled controlled(
      EvenAccuracy even, Outcomes right, Optional<Estimate> overWeak) {
    return new Controlled(
        even.accuracy(right),
        even.accuracy(right, LONGER),
        even.accuracy(right, SHORTER),
        overWeak);
  }

  private static int kind(Example row) {
    long better = length(row.texts().get(row.label()));
    long other = length(row.texts().get(1 - row.label()));
    return better == other ? EQUAL : better > other ? LONGER : SHORTER;
  }

  private static long length(String text) {
    return text.codePoints().count();
  }

  private static int count(int[] kinds, int kind) {
    int count = 0;
    for (int one : kinds) {
      count += one == kind ? 1 : 0;
    }
    return count;
  }
}
