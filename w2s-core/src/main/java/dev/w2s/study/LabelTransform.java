package dev.w2s.study;

import dev.w2s.study.internal.LabelTransformSettings;
import java.util.Collections;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is done to weak labels before a student learns from them, as data; `dev.w2s.label` holds
/// the numbers.
///
/// In the formulas w is a row's weak label, a distribution over k classes, x the row's features, as
/// the student's pretrained body gives them, and a row's class the most probable one of its weak
/// label, the first of equals. Of N rows a filter that keeps a share s leaves out `floor((1 - s)
/// N)`, those that are worst by its own measure, and of equals those that come last.
public sealed interface LabelTransform {
  /// Keeps the rows that the supervisor is surest of, by `max_c w_c`.
  ///
  /// @param keep share of the rows that stay
  /// @param balanced whether the share holds within the rows of each class, so that a supervisor
  ///   that is surer of one class does not unbalance the labels, or over all rows together
  record ConfidenceFilter(double keep, boolean balanced) implements LabelTransform {
    /// The surer half.
    public static final ConfidenceFilter DEFAULT = new ConfidenceFilter(.5, true);

    public ConfidenceFilter {
      Checks.part("keep", keep);
    }
  }

  /// Keeps the rows that their neighbours agree with: by `|w - m|_1`, m the mean weak label of the
  /// k nearest other rows by the cosine of x. As the k-nearest-neighbour filter of the public code
  /// github.com/EleutherAI/w2s (probe.py), which measures Euclidean distance.
  ///
  /// @param neighbours k
  /// @param keep share of the rows that stay; empty for those whose class is that of m, as in the
  ///   editing of Wilson 1972, "Asymptotic properties of nearest neighbor rules using edited data"
  record NeighbourFilter(int neighbours, OptionalDouble keep) implements LabelTransform {
    /// The public code's.
    public static final NeighbourFilter DEFAULT = new NeighbourFilter(20, OptionalDouble.of(.9));

    public NeighbourFilter {
      Checks.atLeast(1, "neighbours", neighbours);
      keep.ifPresent(share -> Checks.part("keep", share));
    }
  }

  /// Moves each label towards the mean m of its k nearest neighbours' weak labels, by the cosine of
  /// x: `(1 - a) w + a m`. With a = 1 as in the public code github.com/EleutherAI/w2s (relabel.py).
  ///
  /// @param neighbours k
  /// @param weight a
  record NeighbourRelabel(int neighbours, double weight) implements LabelTransform {
    /// The public code's.
    public static final NeighbourRelabel DEFAULT = new NeighbourRelabel(20, 1);

    public NeighbourRelabel {
      Checks.atLeast(1, "neighbours", neighbours);
      Checks.part("weight", weight);
    }
  }

  /// Keeps the rows whose label a logistic regression from features to weak labels finds likely: by
  /// `|w - p(x)|_1`, p fitted on the other folds, so that no row judges itself. The public code
  /// github.com/EleutherAI/w2s (probe.py) measures the same on the rows that it fits; folds are
  /// those of confident learning, arXiv 1911.00068.
  ///
  /// @param l2 the loss of the regression grows by `l2 / 2 |W|^2`
  /// @param folds drawn by the seed
  /// @param keep share of the rows that stay; empty for those whose class is that of p
  record LogisticFilter(double l2, int folds, OptionalDouble keep) implements LabelTransform {
    /// The public code's, in 5 folds.
    public static final LogisticFilter DEFAULT = new LogisticFilter(1e-3, 5, OptionalDouble.of(.9));

    public LogisticFilter {
      Checks.notNegative("l2", l2);
      Checks.atLeast(2, "folds", folds);
      keep.ifPresent(share -> Checks.part("keep", share));
    }
  }

  /// Moves each label towards what a logistic regression from features to weak labels says of it:
  /// `(1 - a) w + a p(x)`, p fitted on the other folds. With a = 1 the relabelling of the public
  /// code github.com/EleutherAI/w2s (relabel.py), but for the folds.
  ///
  /// @param l2 the loss of the regression grows by `l2 / 2 |W|^2`
  /// @param folds drawn by the seed
  /// @param weight a
  record LogisticRelabel(double l2, int folds, double weight) implements LabelTransform {
    /// Halfway.
    public static final LogisticRelabel DEFAULT = new LogisticRelabel(1e-3, 5, .5);

    public LogisticRelabel {
      Checks.notNegative("l2", l2);
      Checks.atLeast(2, "folds", folds);
      Checks.part("weight", weight);
    }
  }

  /// Keeps, of each class, the largest connected component of the graph of nearest neighbours
  /// (arXiv 2012.04835), without its outliers. Two rows are linked where one is among the k nearest
  /// of the other, by the cosine of x, and their classes are the same. An outlier has its own class
  /// in less than a share of the nearest rows of all components together.
  ///
  /// @param neighbours k of the graph
  /// @param outlierNeighbours rows that an outlier is told by, or all where fewer stayed
  /// @param agreement the share; 0 keeps outliers
  record TopologicalFilter(int neighbours, int outlierNeighbours, double agreement)
      implements LabelTransform {
    /// That of the paper's public code for CIFAR-10.
    public static final TopologicalFilter DEFAULT = new TopologicalFilter(4, 32, .5);

    public TopologicalFilter {
      Checks.atLeast(1, "neighbours", neighbours);
      Checks.atLeast(1, "outlier-neighbours", outlierNeighbours);
      Checks.share("agreement", agreement);
    }
  }

  /// Takes the weak labels for what a noisy channel made of true ones, and replaces them by what
  /// the true ones may be: `q(y | x, w) ~ p0(y | x) prod_c C[y][c]^{w_c}`, which for a hard label
  /// is `p0(y | x) p(w | y)`. Expectation and maximisation in turn (Dempster, Laird and Rubin 1977;
  /// for labels Dawid and Skene 1979): q as above, then `C[y][c] ~ smoothing + sum_i q_i(y) w_ic`.
  ///
  /// @param prior what p0 is
  /// @param iterations of both
  /// @param smoothing added to each cell of the channel
  record NoisyChannel(Prior prior, int iterations, double smoothing) implements LabelTransform {
    /// A regression on features in 5 folds, Laplace's smoothing.
    public static final NoisyChannel DEFAULT = new NoisyChannel(new Prior.Logistic(1e-3, 5), 10, 1);

    public NoisyChannel {
      Objects.requireNonNull(prior, "prior");
      Checks.atLeast(1, "iterations", iterations);
      Checks.positive("smoothing", smoothing);
    }
  }

  /// What is known of a row's true class before its weak label is seen.
  sealed interface Prior {
    /// A logistic regression from features to q, fitted anew in each iteration, on the other folds:
    /// fitted on a row's own label it would only repeat it.
    ///
    /// @param l2 its loss grows by `l2 / 2 |W|^2`
    /// @param folds drawn by the seed
    record Logistic(double l2, int folds) implements Prior {
      public Logistic {
        Checks.notNegative("l2", l2);
        Checks.atLeast(2, "folds", folds);
      }
    }

    /// The probabilities that a student gives, as they are.
    record Student() implements Prior {}
  }

  /// Replaces the labels of some rows, drawn by the seed, by the gold ones: the few true labels
  /// that a person could check.
  ///
  /// @param rows how many
  record Anchor(int rows) implements LabelTransform {
    /// As many as a person checks in an hour or two.
    public static final Anchor DEFAULT = new Anchor(100);

    public Anchor {
      Checks.atLeast(1, "rows", rows);
    }
  }

  /// A transform that is not built in: a [LabelTransformDescription] on the class path.
  ///
  /// @param name of the description
  /// @param version of the description when the transform was made
  /// @param settings all that it has, by key
  /// @param needsFeatures whether it needs the features of the rows
  /// @param needsStudent whether it needs a student's probabilities of them
  /// @param usesGold whether it looks at their gold labels
  record Custom(
      String name,
      int version,
      SortedMap<String, Double> settings,
      boolean needsFeatures,
      boolean needsStudent,
      boolean usesGold)
      implements LabelTransform {
    public Custom {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
  }

  /// What a study file calls it.
  default String name() {
    return LabelTransformSettings.name(this);
  }

  /// Whether it needs the features of the rows.
  default boolean needsFeatures() {
    return switch (this) {
      case ConfidenceFilter _, Anchor _ -> false;
      case NeighbourFilter _,
          NeighbourRelabel _,
          LogisticFilter _,
          LogisticRelabel _,
          TopologicalFilter _ ->
          true;
      case NoisyChannel channel -> channel.prior() instanceof Prior.Logistic;
      case Custom custom -> custom.needsFeatures();
    };
  }

  /// Whether it needs a student's probabilities of the rows.
  default boolean needsStudent() {
    return this instanceof NoisyChannel channel && channel.prior() instanceof Prior.Student;
  }

  /// Whether it looks at gold labels of the transfer half, which a true weak-to-strong setting does
  /// not have; results then say so.
  default boolean usesGold() {
    return this instanceof Anchor;
  }
}
