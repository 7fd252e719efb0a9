package dev.w2s.study;

import java.util.Objects;

/// What of a model is trained.
public sealed interface Tuning {
  /// All weights, and a head.
  record Full() implements Tuning {}

  /// Low-rank changes of some matrices, and a head (LoRA, arXiv 2106.09685): `W + alpha / rank B
  /// A`.
  ///
  /// @param rank of the changes, r
  /// @param alpha their scale
  /// @param targets which matrices
  record LowRank(int rank, double alpha, Targets targets) implements Tuning {
    public LowRank {
      Objects.requireNonNull(targets, "targets");
      if (rank < 1) {
        throw new IllegalArgumentException("rank must be at least 1 but was " + rank);
      }
      if (!(alpha > 0) || Double.isInfinite(alpha)) {
        throw new IllegalArgumentException("alpha must be positive but was " + alpha);
      }
    }
  }

  /// Matrices that low-rank changes are for.
  enum Targets {
    /// Queries and values, as in arXiv 2106.09685, section 4.2; all three where a family keeps them
    /// in one matrix.
    DEFAULT,
    /// All matrices of attention.
    ATTENTION,
    /// All matrices of the layers.
    LINEAR
  }

  /// A head alone, on features that the pretrained body gives: they are computed once.
  ///
  /// @param solver how the head is found
  record Probe(Solver solver) implements Tuning {
    public Probe {
      Objects.requireNonNull(solver, "solver");
    }
  }

  /// A probe first, then all weights from there, so that the first steps of a fresh head do not
  /// spoil the body (arXiv 2202.10054).
  ///
  /// @param solver how the head is found
  record ProbeThenFull(Solver solver) implements Tuning {
    public ProbeThenFull {
      Objects.requireNonNull(solver, "solver");
    }
  }

  /// How a probe's head is found.
  sealed interface Solver {
    /// L-BFGS over all rows at once, to the optimum (Nocedal and Wright, Numerical Optimization,
    /// algorithm 7.5).
    ///
    /// @param l2 the loss grows by `l2 / 2 |W|^2`; biases are free
    /// @param iterations at most
    record Lbfgs(double l2, int iterations) implements Solver {
      public Lbfgs {
        if (!(l2 >= 0) || Double.isInfinite(l2)) {
          throw new IllegalArgumentException("l2 must not be negative but was " + l2);
        }
        if (iterations < 1) {
          throw new IllegalArgumentException("iterations must be at least 1 but was " + iterations);
        }
      }
    }

    /// Adam in batches, at a constant rate, as the linear probes of arXiv 2312.09390, appendix D.1.
    record Adam(double learningRate, int batch, int epochs) implements Solver {
      public Adam {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
          throw new IllegalArgumentException(
              "learning-rate must be positive but was " + learningRate);
        }
        if (batch < 1) {
          throw new IllegalArgumentException("batch must be at least 1 but was " + batch);
        }
        if (epochs < 1) {
          throw new IllegalArgumentException("epochs must be at least 1 but was " + epochs);
        }
      }
    }
  }
}
