package dev.w2s.model;

import java.util.Objects;

/// Low-rank adaptation (LoRA), arXiv 2106.09685: how large the matrices are that are trained beside
/// frozen ones, and beside which.
///
/// @param rank r, at least 1
/// @param alpha the product of the two matrices is multiplied by `alpha / r`
/// @param targets the linear layers that get them
public record LowRank(int rank, double alpha, Targets targets) {
  /// Some of a network's linear layers.
  public enum Targets {
    /// Queries and values, or the one layer that makes both of them: what the reference
    /// implementation (PEFT) takes where nothing is said.
    DEFAULT,
    /// All of attention, its output among them.
    ATTENTION,
    /// All of attention and of the feed-forward blocks.
    LINEAR
  }

  public LowRank {
    Objects.requireNonNull(targets, "targets");
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1 but was " + rank);
    }
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("alpha must be a positive number but was " + alpha);
    }
  }
}
