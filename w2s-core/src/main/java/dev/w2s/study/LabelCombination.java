package dev.w2s.study;

import dev.w2s.study.internal.LabelCombinationSettings;

/// How several label sources (supervisors, people, labelling functions) become one weak label for
/// each row, as data; `dev.w2s.label` holds the numbers. A source may say nothing of a row: it
/// abstains. A row that all abstain from gets no label. A source's vote is its most probable class,
/// the first of equals.
public sealed interface LabelCombination {
  /// The mean of what the sources say: `1/S sum_s p_s`.
  record Mean() implements LabelCombination {}

  /// A mixture whose weights make gold labels of the supervise half most likely: `sum_s v_s p_s`
  /// over the sources that speak, divided by the sum of their v; `v = softmax(u)`, u the minimum of
  /// `-1/n sum_i log p(gold_i) + l2 / 2 |u|^2` (linear opinion pool; Breiman 1996, "Stacked
  /// regressions", takes weights from held-out rows, as supervisors are too sure of rows that they
  /// were trained on).
  ///
  /// @param l2 draws the weights to equal ones
  record LearnedWeights(double l2) implements LabelCombination {
    /// Strong enough to have one minimum, and hardly stronger.
    public static final LearnedWeights DEFAULT = new LearnedWeights(1e-3);

    public LearnedWeights {
      Checks.positive("l2", l2);
    }
  }

  /// Supervisors trained one after the other, each with more weight on the rows that those before
  /// got wrong, after the ensembles of weak supervisors of arXiv 2410.04571, by AdaBoost for k
  /// classes (Zhu, Zou, Rosset and Hastie 2009, algorithm 2, SAMME): of a supervisor with the
  /// weighted error e on the supervise half, `a = log((1 - e) / e) + log(k - 1)`; a row it gets
  /// wrong then weighs `e^a` times as much. The label is the share of the votes for each class,
  /// weighted by a. A supervisor no better than chance has no vote, and the weights start anew.
  ///
  /// @param supervisors how many
  record Boosting(int supervisors) implements LabelCombination {
    /// A few: each is a training.
    public static final Boosting DEFAULT = new Boosting(3);

    public Boosting {
      Checks.atLeast(2, "supervisors", supervisors);
    }
  }

  /// The class that most sources vote for; equal shares where several have as many.
  record MajorityVote() implements LabelCombination {}

  /// The posterior of the true class where each source errs by a confusion matrix of its own, given
  /// the true class independently of the others (Dawid and Skene 1979, "Maximum likelihood
  /// estimation of observer error-rates using the EM algorithm"): `q_i(y) ~ p(y) prod_s
  /// C_s[y][vote_is]`, then `p(y) ~ smoothing + sum_i q_i(y)` and `C_s[y][c] ~ smoothing + sum_{i:
  /// vote_is = c} q_i(y)`, from the shares of the votes on.
  ///
  /// @param iterations at most; it ends before where no probability changes by more than 1e-9
  /// @param smoothing pseudo-count of a symmetric Dirichlet prior, on each cell
  record DawidSkene(int iterations, double smoothing) implements LabelCombination {
    /// Smoothing only keeps what was not seen possible.
    public static final DawidSkene DEFAULT = new DawidSkene(100, .01);

    public DawidSkene {
      Checks.atLeast(1, "iterations", iterations);
      Checks.positive("smoothing", smoothing);
    }
  }

  /// What a study file calls it.
  default String name() {
    return LabelCombinationSettings.name(this);
  }

  /// Whether it is fitted on gold labels of the supervise half. None looks at gold labels of the
  /// transfer half.
  default boolean fitsOnSuperviseGold() {
    return switch (this) {
      case LearnedWeights _, Boosting _ -> true;
      case Mean _, MajorityVote _, DawidSkene _ -> false;
    };
  }
}
