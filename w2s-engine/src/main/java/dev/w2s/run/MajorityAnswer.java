package dev.w2s.run;

import dev.w2s.data.Match;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.generate.Completion;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Makes one answer of several that were drawn to the same prompt: the one that most of them give
/// (self-consistency, arXiv 2203.11171, section 2, the unweighted sum of its table 1).
final class MajorityAnswer {
  private MajorityAnswer() {}

  /// The answer of most votes; of equals the one with the likeliest sample. Its text is that of its
  /// likeliest sample, and its share that of its votes among all samples: those that say nothing
  /// have no vote, and count as samples.
  ///
  /// @param written the samples, at least one
  /// @param match which of them give the same answer
  static WrittenAnswer of(String id, List<Completion> written, Match match) {
    Map<String, List<Completion>> alike =
        written.stream()
            .filter(sample -> !sample.text().isBlank())
            .collect(
                Collectors.groupingBy(
                    sample -> match.normalised(sample.text()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return alike.values().stream()
        .max(
            Comparator.<List<Completion>>comparingInt(List::size)
                .thenComparingDouble(votes -> likeliest(votes).logProbability()))
        .map(votes -> answer(id, likeliest(votes), (double) votes.size() / written.size()))
        .orElseGet(() -> answer(id, likeliest(written), 0));
  }

  private static Completion likeliest(List<Completion> samples) {
    return samples.stream()
        .max(Comparator.comparingDouble(Completion::logProbability))
        .orElseThrow();
  }

  private static WrittenAnswer answer(String id, Completion said, double share) {
    return new WrittenAnswer(
        id, said.text().strip(), said.logProbability(), OptionalDouble.of(share));
  }
}
