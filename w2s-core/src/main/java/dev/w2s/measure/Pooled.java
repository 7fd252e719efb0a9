package dev.w2s.measure;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One method over several tasks. A task counts once, whatever its rows and seeds.
///
/// @param gain median of student - weak
/// @param test whether gains lie about 0, over all tasks, those without a gap included
/// @param pgr median PGR of the tasks that have a gap to recover; empty where none has one
/// @param noGap tasks without a gap, which the median PGR leaves out and must be told with it
public record Pooled(Median gain, SignedRank test, Optional<Median> pgr, int noGap) {
  /// One task.
  ///
  /// @param name for people
  /// @param gain student - weak
  /// @param pgr empty where there is no gap to recover
  public record TaskResult(String name, double gain, OptionalDouble pgr) {
    public TaskResult {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(pgr, "pgr");
    }
  }

  /// Pools tasks.
  ///
  /// @param results at least one
  public static Pooled of(List<TaskResult> results) {
    double[] gains = results.stream().mapToDouble(TaskResult::gain).toArray();
    double[] shares =
        results.stream().map(TaskResult::pgr).flatMapToDouble(OptionalDouble::stream).toArray();
    return new Pooled(
        Median.of(gains),
        SignedRank.of(gains),
        shares.length == 0 ? Optional.empty() : Optional.of(Median.of(shares)),
        gains.length - shares.length);
  }
}
