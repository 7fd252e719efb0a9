package dev.w2s.label;

import dev.w2s.label.internal.Rows;
import java.util.Arrays;
import java.util.Optional;

/// What is known of the rows beside their weak labels, in the same order.
///
/// @param features of the student's pretrained body, `[N, H]`
/// @param student probabilities of a student, `[N, k]`
/// @param gold true classes, `[N]`, for those transforms alone that say that they use them
public record Evidence(
    Optional<float[][]> features, Optional<double[][]> student, Optional<int[]> gold) {
  /// Nothing.
  public static final Evidence NONE =
      new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

  /// With features, `[N, H]`.
  public Evidence withFeatures(float[][] features) {
    return new Evidence(Optional.of(features), student, gold);
  }

  /// With a student's probabilities, `[N, k]`.
  public Evidence withStudent(double[][] student) {
    return new Evidence(features, Optional.of(student), gold);
  }

  /// With true classes, `[N]`.
  public Evidence withGold(int[] gold) {
    return new Evidence(features, student, Optional.of(gold));
  }

  /// Some of the rows, in the order given.
  Evidence only(int[] rows) {
    return new Evidence(
        features.map(all -> Rows.of(all, rows)),
        student.map(all -> Rows.of(all, rows)),
        gold.map(all -> Arrays.stream(rows).map(row -> all[row]).toArray()));
  }

  /// Features of so many rows.
  ///
  /// @throws IllegalArgumentException where there are none, or of other rows
  float[][] featuresOf(int rows) {
    float[][] all = required(features, "features");
    requireRows("features", all.length, rows);
    return all;
  }

  /// A student's probabilities of so many rows.
  double[][] studentOf(int rows) {
    double[][] all = required(student, "the student's probabilities");
    requireRows("the student's probabilities", all.length, rows);
    return all;
  }

  /// Gold of so many rows.
  int[] goldOf(int rows) {
    int[] all = required(gold, "gold labels");
    requireRows("gold labels", all.length, rows);
    return all;
  }

  private static <T> T required(Optional<T> value, String what) {
    return value.orElseThrow(() ->
        new IllegalArgumentException("the transform needs " + what + ", which are not given"));
  }

  private static void requireRows(String what, int given, int rows) {
    if (given != rows) {
      throw new IllegalArgumentException(
          "%s are given of %d rows but there are %d labels".formatted(what, given, rows));
    }
  }
}
