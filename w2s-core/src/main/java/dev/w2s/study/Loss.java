package dev.w2s.study;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a student minimises, as data; `dev.w2s.train` holds the numbers. [Methods] names formulas
/// and sources.
///
/// In all of them f are the student's probabilities, w the weak labels and f^ the student's own
/// predictions, hardened and held constant; losses are means over a batch's rows.
public sealed interface Loss {
  /// Cross entropy against the soft labels as they are.
  record CrossEntropy() implements Loss {}

  /// Cross entropy against the largest class of each label, the first of equals.
  record HardCrossEntropy() implements Loss {}

  /// Auxiliary confidence loss of arXiv 2312.09390, equation 1: `(1-a) CE(f, f_w) + a CE(f, f^_t)`,
  /// where a grows linearly from 0 to `alphaMax` over the first `warmUp` of training and t is set
  /// per batch so that the hardened predictions have equally many rows of each class.
  ///
  /// @param alphaMax weight of the student's own hardened predictions after warm-up; the paper
  ///   takes .75 for its largest students and .5 otherwise
  /// @param warmUp share of training over which the weight grows
  record PaperConfidence(double alphaMax, double warmUp) implements Loss {
    public PaperConfidence {
      requireShare("alpha-max", alphaMax);
      requireShare("warm-up", warmUp);
    }
  }

  /// The confidence loss of OpenAI's public code, which is not the paper's: the threshold comes
  /// from the mean weak label, and the weight grows with progress as `weight * progress` up to
  /// `warmUp`, where it jumps to `weight`.
  ///
  /// @param weight of the hardened predictions after the jump (public code: .5)
  /// @param warmUp share of training before the jump (public code: .1)
  record OpenAiConfidence(double weight, double warmUp) implements Loss {
    public OpenAiConfidence {
      requireShare("weight", weight);
      requireShare("warm-up", warmUp);
    }
  }

  /// The confidence loss of EleutherAI's public code: the threshold comes from the mean weak label,
  /// the weight grows linearly, as in the paper.
  ///
  /// @param weight of the hardened predictions after warm-up (public code: .5)
  /// @param warmUp share of training over which the weight grows; the public code counts steps
  record EleutherConfidence(double weight, double warmUp) implements Loss {
    public EleutherConfidence {
      requireShare("weight", weight);
      requireShare("warm-up", warmUp);
    }
  }

  /// Entropy loss of EleutherAI's public code: as [EleutherConfidence] with the student's soft
  /// predictions in place of hardened ones. Held constant, they have no gradient of their own: in
  /// effect the weak labels' gradient shrinks to `1 - a`.
  ///
  /// @param weight of the student's own predictions after warm-up (public code: .5)
  /// @param warmUp share of training over which the weight grows; the public code counts steps
  record Entropy(double weight, double warmUp) implements Loss {
    public Entropy {
      requireShare("weight", weight);
      requireShare("warm-up", warmUp);
    }
  }

  /// Confidence window of EleutherAI's public code: rows that the student is sure of do not count.
  ///
  /// @param radius a row counts while the student's largest probability is under `.5 + radius`
  ///   (public code: .15)
  record Window(double radius) implements Loss {
    public Window {
      requireShare("radius", radius);
    }
  }

  /// Product loss of OpenAI's public code: cross entropy against `f^beta w^alpha`, divided by its
  /// sum over the classes and held constant.
  ///
  /// @param alpha power of the weak labels (public code: 1)
  /// @param beta power of the student's own predictions (public code: 1)
  record Product(double alpha, double beta) implements Loss {
    public Product {
      requireNotNegative("alpha", alpha);
      requireNotNegative("beta", beta);
    }
  }

  /// `KL(w || f)`: trains to the same bits as [CrossEntropy], and is 0 where the student imitates.
  record ForwardKl() implements Loss {}

  /// `KL(f || w)` (arXiv 2502.11107).
  ///
  /// @param logZero the least that log w is taken for
  record ReverseKl(double logZero) implements Loss {
    public ReverseKl {
      requireNegative("log-zero", logZero);
    }
  }

  /// `-sum f log w` (arXiv 2502.11107).
  ///
  /// @param logZero the least that log w is taken for
  record ReverseCrossEntropy(double logZero) implements Loss {
    public ReverseCrossEntropy {
      requireNegative("log-zero", logZero);
    }
  }

  /// Adaptive confidence of arXiv 2402.03749: `(1-a) CE(f, w) + a CE(f, f^)` with a of its own for
  /// each row: the softmax, at a temperature, of the student's loss on its own class and on the
  /// weak label's.
  ///
  /// @param temperature the higher, the nearer a is to 1/2
  record AdaptiveConfidence(double temperature) implements Loss {
    public AdaptiveConfidence {
      requirePositive("temperature", temperature);
    }
  }

  /// Cross entropy against weak labels mixed with the uniform distribution (arXiv 1512.00567).
  ///
  /// @param epsilon weight of the uniform distribution
  record LabelSmoothing(double epsilon) implements Loss {
    public LabelSmoothing {
      requireShare("epsilon", epsilon);
    }
  }

  /// Generalised cross entropy of arXiv 1805.07836: `(1 - f^q) / q` of the label's class, and its
  /// expectation under a soft label.
  ///
  /// @param q over 0; towards 0 it is the cross entropy, at 1 the mean absolute error
  record GeneralisedCrossEntropy(double q) implements Loss {
    public GeneralisedCrossEntropy {
      requirePositive("q", q);
      requireShare("q", q);
    }
  }

  /// Symmetric cross entropy of arXiv 1908.06112: `alpha CE(f, w) + beta RCE(f, w)`.
  ///
  /// @param alpha weight of the cross entropy
  /// @param beta weight of the reverse cross entropy
  /// @param logZero the least that log w is taken for; A in the paper
  record SymmetricCrossEntropy(double alpha, double beta, double logZero) implements Loss {
    public SymmetricCrossEntropy {
      requireNotNegative("alpha", alpha);
      requireNotNegative("beta", beta);
      requireNegative("log-zero", logZero);
    }
  }

  /// Early-learning regularisation of arXiv 2007.00151: `CE(f, w) + lambda log(1 - <f, t>)`, where
  /// t is a moving average of the row's own predictions over the epochs.
  ///
  /// @param lambda weight of the regularisation
  /// @param beta how much of t each epoch keeps
  record EarlyLearning(double lambda, double beta) implements Loss {
    public EarlyLearning {
      requireNotNegative("lambda", lambda);
      requireShare("beta", beta);
    }
  }

  /// A loss that is not built in: a [LossDescription] on the class path.
  ///
  /// @param name of the description
  /// @param version of the description when the loss was made
  /// @param settings all that it has, by key
  record Custom(String name, int version, SortedMap<String, Double> settings) implements Loss {
    public Custom {
      settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
  }

  private static void requireShare(String name, double value) {
    require(value >= 0 && value <= 1, name, "lie between 0 and 1", value);
  }

  private static void requirePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "be positive", value);
  }

  private static void requireNotNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "not be negative", value);
  }

  private static void requireNegative(String name, double value) {
    require(value < 0 && Double.isFinite(value), name, "be negative", value);
  }

  private static void require(boolean holds, String name, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must " + rule + " but was " + value);
    }
  }
}
