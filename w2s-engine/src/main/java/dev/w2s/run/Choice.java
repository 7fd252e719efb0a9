package dev.w2s.run;

import dev.w2s.data.Prediction;
import dev.w2s.store.FactNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Chooses among models by the labels of the same rows: the most agreement first, then the smallest
/// cross entropy, then the first.
final class Choice {
  /// A probability of 0 costs no more than this one.
  private static final double LEAST = 1e-12;

  private final float[][] labels; // [N, k]
  private final List<Score> scores = new ArrayList<>();

  /// @param agreement share of rows whose likeliest class is that of their label
  /// @param crossEntropy mean of `-sum_c label_c log p_c`, in nats
  private record Score(double agreement, double crossEntropy) {}

  /// @param labels of the rows, at least one, `[N, k]`
  Choice(float[][] labels) {
    this.labels = labels;
  }

  /// What the next model says of the rows.
  void add(List<Prediction> answers) {
    int same = 0;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      Prediction answer = answers.get(i);
      same += answer.label() == new Prediction(answer.id(), labels[i]).label() ? 1 : 0;
      sum += crossEntropy(labels[i], answer.probabilities());
    }
    scores.add(new Score((double) same / labels.length, sum / labels.length));
  }

  private static double crossEntropy(float[] label, float[] said) {
    double sum = 0;
    for (int c = 0; c < label.length; c++) {
      sum -= label[c] == 0 ? 0 : label[c] * Math.log(Math.max(said[c], LEAST));
    }
    return sum;
  }

  /// Which model it is, from 0.
  int best() {
    return IntStream.range(0, scores.size())
        .boxed()
        .min(
            Comparator.comparingDouble((Integer i) -> -scores.get(i).agreement())
                .thenComparingDouble(i -> scores.get(i).crossEntropy()))
        .orElseThrow();
  }

  /// What each learning rate came to, and which was taken.
  ///
  /// @param rates of the models, in their order
  Map<String, Double> facts(double[] rates) {
    Map<String, Double> facts = new LinkedHashMap<>();
    facts.put(FactNames.LEARNING_RATE, rates[best()]);
    for (int i = 0; i < rates.length; i++) {
      facts.put("agreement at " + rates[i], scores.get(i).agreement());
    }
    return facts;
  }
}
