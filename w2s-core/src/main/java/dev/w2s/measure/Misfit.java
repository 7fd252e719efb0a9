package dev.w2s.measure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// How far a student is from its own supervisor, on rows that need no gold labels. What it does not
/// fit of the supervisor's errors it gains: `error(student) <= error(weak) - misfit` (Charikar,
/// Pabbaraju and Shiragur, arXiv 2405.15116, theorem 1), for squared errors and a student that fits
/// the weak labels best within a convex set that holds the truth. Nothing is proven for classes:
/// there it is a predictor to be held against measured gains before it is believed.
public final class Misfit {
  private Misfit() {}

  /// Share of rows on which student and supervisor name different classes, with the interval of
  /// [Bootstrap#STANDARD].
  ///
  /// @param student named classes, one array `[rows]` for each seed
  /// @param weak the supervisor's, of the same shape
  public static Estimate disagreement(List<int[]> student, List<int[]> weak) {
    return Accuracy.of(Outcomes.agreement(student, weak).not());
  }

  /// Half the mean squared distance of the probabilities: 0 where they are equal, 1 where both are
  /// sure of different classes.
  ///
  /// @param student probabilities `[rows, k]` of one seed
  /// @param weak the supervisor's, of the same shape
  public static double squared(float[][] student, float[][] weak) {
    return mean(student, weak, Misfit::squaredDistance);
  }

  /// The same over several seeds, with an interval of the level of [Bootstrap#STANDARD].
  ///
  /// @param student probabilities `[rows, k]`, one array for each seed
  /// @param weak the supervisor's, of the same shape
  public static Estimate squared(List<float[][]> student, List<float[][]> weak) {
    return estimate(student, weak, Misfit::squaredDistance);
  }

  private static double squaredDistance(float[] student, float[] weak) {
    double sum = 0;
    for (int c = 0; c < student.length; c++) {
      double apart = (double) student[c] - weak[c];
      sum += apart * apart;
    }
    return sum / 2;
  }

  /// The same on the scale of the loss that students are trained with: the mean Kullback-Leibler
  /// divergence `sum of w log(w / s)` of the weak labels w from the student s, in nats.
  ///
  /// @param student probabilities `[rows, k]` of one seed, a 0 being taken for the least float
  ///   above it
  /// @param weak the supervisor's, of the same shape
  public static double divergence(float[][] student, float[][] weak) {
    return mean(student, weak, Misfit::rowDivergence);
  }

  /// The same over several seeds, with an interval of the level of [Bootstrap#STANDARD].
  ///
  /// @param student probabilities `[rows, k]`, one array for each seed
  /// @param weak the supervisor's, of the same shape
  public static Estimate divergence(List<float[][]> student, List<float[][]> weak) {
    return estimate(student, weak, Misfit::rowDivergence);
  }

  private static double rowDivergence(float[] student, float[] weak) {
    double sum = 0;
    for (int c = 0; c < student.length; c++) {
      sum += weak[c] == 0 ? 0 : weak[c] * Math.log(weak[c] / floor(student[c]));
    }
    return sum;
  }

  /// What the squared misfit bounds: how much smaller the student's squared error is than the
  /// supervisor's, half the mean squared distance to the true class (Brier, Monthly Weather Review
  /// 78, 1950). Needs gold labels.
  ///
  /// @param student probabilities `[rows, k]`, one array for each seed
  /// @param weak the supervisor's, of the same shape
  /// @param gold the true classes `[rows]`
  public static Estimate squaredErrorGain(
      List<float[][]> student, List<float[][]> weak, int[] gold) {
    double[][] gains = new double[student.size()][gold.length];
    for (int s = 0; s < gains.length; s++) {
      requireShape(student.get(s), weak.get(s));
      for (int i = 0; i < gold.length; i++) {
        int k = student.get(s)[i].length;
        gains[s][i] =
            squaredDistance(weak.get(s)[i], oneHot(gold[i], k))
                - squaredDistance(student.get(s)[i], oneHot(gold[i], k));
      }
    }
    return SeedMeans.estimate(gains);
  }

  private static float[] oneHot(int label, int classes) {
    float[] sure = new float[classes];
    sure[label] = 1;
    return sure;
  }

  private static double mean(
      float[][] student, float[][] weak, ToDoubleBiFunction<float[], float[]> distance) {
    return Arrays.stream(rows(student, weak, distance)).average().orElseThrow();
  }

  private static Estimate estimate(
      List<float[][]> student,
      List<float[][]> weak,
      ToDoubleBiFunction<float[], float[]> distance) {
    double[][] values = new double[student.size()][];
    for (int s = 0; s < values.length; s++) {
      values[s] = rows(student.get(s), weak.get(s), distance);
    }
    return SeedMeans.estimate(values);
  }

  private static double[] rows(
      float[][] student, float[][] weak, ToDoubleBiFunction<float[], float[]> distance) {
    requireShape(student, weak);
    double[] values = new double[student.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = distance.applyAsDouble(student[i], weak[i]);
    }
    return values;
  }

  /// A student's 0 is a probability too small for 32 bits: the least of them takes its place.
  private static double floor(float probability) {
    return Math.max(probability, Float.MIN_NORMAL);
  }

  private static void requireShape(float[][] student, float[][] weak) {
    if (student.length != weak.length || student.length == 0) {
      throw new IllegalArgumentException(
          "student and supervisor need the same rows, at least one, but have %d and %d"
              .formatted(student.length, weak.length));
    }
    for (int i = 0; i < student.length; i++) {
      if (student[i].length != weak[i].length) {
        throw new IllegalArgumentException(
            "row %d needs the same classes of both but has %d and %d"
                .formatted(i, student[i].length, weak[i].length));
      }
    }
  }
}
