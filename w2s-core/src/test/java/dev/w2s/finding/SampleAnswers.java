package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.study.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// What a store keeps of the evaluations of a [SamplePlan]: 400 test rows of two classes.
final class SampleAnswers {
  static final int ROWS = 400;
  static final List<Example> TEST =
      IntStream.range(0, ROWS)
          .mapToObj(i -> new Example("t" + i, "g" + i, List.of("x"), i % 2, OptionalDouble.empty()))
          .toList();

  private final Map<StepKey, List<Prediction>> kept = new HashMap<>();

  List<Prediction> of(StepKey key) {
    return kept.get(key);
  }

  void put(StepKey key, List<Prediction> answers) {
    kept.put(key, answers);
  }

  void replaceAll(UnaryOperator<List<Prediction>> change) {
    kept.replaceAll((key, answers) -> change.apply(answers));
  }

  /// For each seed the first so many rows are answered right.
  void keep(String role, int... right) {
    for (int s = 0; s < right.length; s++) {
      int count = right[s];
      int seed = s;
      kept.put(
          SamplePlan.key(role, s),
          IntStream.range(0, ROWS)
              .mapToObj(i -> says(TEST.get(i), i < count ? i % 2 : 1 - i % 2, seed))
              .toList());
    }
  }

  /// Three seeds of a clear gap, of which the student recovers a quarter.
  void keepUsual() {
    keep("weak", 280, 281, 282);
    keep("ceiling", 360, 361, 362);
    keep("student0", 300, 301, 302);
  }

  /// The role collapsed to one class in one seed.
  void collapse(String role, int seed) {
    kept.put(SamplePlan.key(role, seed), TEST.stream().map(row -> says(row, 1, 0)).toList());
  }

  /// Seeds are not equally sure.
  private static Prediction says(Example row, int label, int seed) {
    float less = .01f * seed;
    float[] probabilities =
        label == 0 ? new float[] {.9f - less, .1f + less} : new float[] {.2f + less, .8f - less};
    return new Prediction(row.id(), probabilities);
  }
}
