package dev.w2s.finding;

import dev.w2s.finding.Saliency.After;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Resamples;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.Probes;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Scores linear probes on gold labels.
final class SaliencyReader {
  private final Plan plan;
  private final TestAnswers answers;
  private final int[] gold;
  private final List<Outcomes> students;

  /// @param gold labels of the test rows
  /// @param students of each method, in the study's order
  SaliencyReader(Plan plan, TestAnswers answers, int[] gold, List<Outcomes> students) {
    this.plan = plan;
    this.answers = answers;
    this.gold = gold;
    this.students = students;
  }

  Saliency read() {
    Outcomes before = probe(Probes::before);
    SequencedMap<String, Outcomes> after = new LinkedHashMap<>();
    for (String method : probes(0).after().keySet()) {
      after.put(method, probe(probes -> Objects.requireNonNull(probes.after().get(method))));
    }
    List<Outcomes> together = new ArrayList<>(List.of(before));
    together.addAll(after.values());
    together.addAll(students);
    Resamples resamples = Bootstrap.STANDARD.of(together);
    return new Saliency(
        resamples.accuracy(before),
        after.entrySet().stream()
            .map(one -> after(one.getKey(), one.getValue(), before, resamples))
            .toList());
  }

  private After after(String method, Outcomes probe, Outcomes before, Resamples resamples) {
    return new After(
        method,
        resamples.accuracy(probe),
        resamples.difference(probe, before),
        resamples.difference(probe, student(method)));
  }

  private Outcomes student(String method) {
    List<String> names = plan.study().methods().stream().map(Method::name).toList();
    return students.get(names.indexOf(method));
  }

  private Outcomes probe(Function<Probes, StepKey> which) {
    List<StepKey> keys =
        IntStream.range(0, plan.runs().size()).mapToObj(s -> which.apply(probes(s))).toList();
    return Outcomes.of(answers.of("a probe", keys).labels(), gold);
  }

  private Probes probes(int seed) {
    return plan.runs().get(seed).probes().orElseThrow();
  }
}
