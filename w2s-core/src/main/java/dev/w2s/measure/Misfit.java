package dev.w2s.measure;

import java.util.List;

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
    requireShape(student, weak);
    double sum = 0;
    for (int i = 0; i < student.length; i++) {
      for (int c = 0; c < student[i].length; c++) {
        double apart = (double) student[i][c] - weak[i][c];
        sum += apart * apart;
      }
    }
    return sum / (2 * student.length);
  }

  /// The same on the scale of the loss that students are trained with: the mean Kullback-Leibler
  /// divergence `sum of w log(w / s)` of the weak labels w from the student s, in nats.
  ///
  /// @param student probabilities `[rows, k]` of one seed, a 0 being taken for the least float
  ///   above it
  /// @param weak the supervisor's, of the same shape
  public static double divergence(float[][] student, float[][] weak) {
    requireShape(student, weak);
    double sum = 0;
    for (int i = 0; i < student.length; i++) {
      for (int c = 0; c < student[i].length; c++) {
        sum += weak[i][c] == 0 ? 0 : weak[i][c] * Math.log(weak[i][c] / floor(student[i][c]));
      }
    }
    return sum / student.length;
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
