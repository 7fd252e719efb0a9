package dev.w2s.measure;

import java.util.List;

/// Sums over a crossed design of M models, S seeds and N rows, and the covariances of its levels.
final class Crossed {
  private final int models;
  private final int seeds;
  private final int rows;
  private final int[] rowSums; // [N, M]: seeds in which the row was right
  private final double[] means; // [M]
  private final double[][] deviations; // [S, M]: mean of a seed - mean of all
  private final double[][] seedVariance; // [M, M]: of a mean over the seeds, residual included
  private final double[][] residualVariance; // [M, M]: the residual's part of it

  Crossed(List<Outcomes> outcomes) {
    models = outcomes.size();
    seeds = outcomes.getFirst().seeds();
    rows = outcomes.getFirst().rows();
    rowSums = rowSums(outcomes);
    means = outcomes.stream().mapToDouble(Outcomes::accuracy).toArray();
    deviations = deviations(outcomes);
    seedVariance = new double[models][models];
    residualVariance = new double[models][models];
    if (seeds > 1) {
      fillVariances(outcomes);
    }
  }

  int models() {
    return models;
  }

  int seeds() {
    return seeds;
  }

  int rows() {
    return rows;
  }

  double mean(int model) {
    return means[model];
  }

  double deviation(int seed, int model) {
    return deviations[seed][model];
  }

  /// Adds the sums of one row to those of a resample, `[M]`.
  void addRow(int row, long[] sums) {
    int at = row * models;
    for (int m = 0; m < models; m++) {
      sums[m] += rowSums[at + m];
    }
  }

  /// By how much the seeds' level of a contrast is narrowed, so that the residual is not counted
  /// twice.
  double seedShare(double[] contrast) {
    double all = form(seedVariance, contrast);
    double residual = form(residualVariance, contrast);
    return all > 0 ? Math.sqrt(Math.clamp(1 - residual / all, 0, 1)) : 0;
  }

  /// The acceleration of a contrast of means over rows: a sixth of the skewness of its jackknife
  /// values, which for a mean are the rows' own deviations.
  double acceleration(double[] contrast) {
    double squares = 0;
    double cubes = 0;
    for (int i = 0; i < rows; i++) {
      double deviation = rowDeviation(i, contrast);
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    return squares > 0 ? cubes / (6 * Math.pow(squares, 1.5)) : 0;
  }

  /// Variance components of a contrast, by the method of moments; below 0 they are taken for 0.
  Components components(double[] contrast) {
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      squares += Math.pow(rowDeviation(i, contrast), 2);
    }
    double residual = form(residualVariance, contrast) * seeds * rows;
    double row = squares / (rows - 1) - residual / seeds;
    double seed = form(seedVariance, contrast) * seeds - residual / rows;
    return new Components(Math.max(0, seed), Math.max(0, row), Math.max(0, residual));
  }

  private double rowDeviation(int row, double[] contrast) {
    double deviation = 0;
    for (int m = 0; m < models; m++) {
      deviation += contrast[m] * ((double) rowSums[row * models + m] / seeds - means[m]);
    }
    return deviation;
  }

  private static double form(double[][] matrix, double[] u) {
    double sum = 0;
    for (int a = 0; a < u.length; a++) {
      for (int b = 0; b < u.length; b++) {
        sum += u[a] * matrix[a][b] * u[b];
      }
    }
    return sum;
  }

  private int[] rowSums(List<Outcomes> outcomes) {
    int[] sums = new int[rows * models];
    for (int m = 0; m < models; m++) {
      Outcomes model = outcomes.get(m);
      for (int s = 0; s < seeds; s++) {
        for (int i = 0; i < rows; i++) {
          sums[i * models + m] += model.right(s, i) ? 1 : 0;
        }
      }
    }
    return sums;
  }

  private double[][] deviations(List<Outcomes> outcomes) {
    double[][] result = new double[seeds][models];
    for (int s = 0; s < seeds; s++) {
      for (int m = 0; m < models; m++) {
        result[s][m] = outcomes.get(m).accuracy(s) - means[m];
      }
    }
    return result;
  }

  private void fillVariances(List<Outcomes> outcomes) {
    for (int a = 0; a < models; a++) {
      for (int b = 0; b <= a; b++) {
        double between = betweenSeeds(a, b);
        double residual =
            squaresOfAll(outcomes.get(a), outcomes.get(b)) - betweenRows(a, b) - rows * between;
        seedVariance[a][b] = seedVariance[b][a] = between / (seeds * (seeds - 1.0));
        residualVariance[a][b] = residualVariance[b][a] = residualOfMean(residual);
      }
    }
  }

  /// From the residual's sum of squares, with (S-1)(N-1) degrees of freedom, to its share in a mean
  /// over S N answers.
  private double residualOfMean(double squares) {
    return rows == 1 ? 0 : squares / ((seeds - 1.0) * (rows - 1.0)) / ((double) seeds * rows);
  }

  private double betweenSeeds(int a, int b) {
    double sum = 0;
    for (double[] seed : deviations) {
      sum += seed[a] * seed[b];
    }
    return sum;
  }

  /// S times the sum of the products of the rows' deviations from the mean of all.
  private double betweenRows(int a, int b) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double x = (double) rowSums[i * models + a] / seeds - means[a];
      double y = (double) rowSums[i * models + b] / seeds - means[b];
      sum += x * y;
    }
    return sum * seeds;
  }

  /// The sum of the products of all answers' deviations from the mean of all.
  private double squaresOfAll(Outcomes a, Outcomes b) {
    long both = 0;
    for (int s = 0; s < seeds; s++) {
      for (int i = 0; i < rows; i++) {
        both += a.right(s, i) && b.right(s, i) ? 1 : 0;
      }
    }
    return both - (double) seeds * rows * a.accuracy() * b.accuracy();
  }
}
