package dev.w2s.study;

/// What a student minimises, as data; `dev.w2s.train` holds the tensors.
public sealed interface Loss {
  /// Cross entropy against the soft labels as they are.
  record CrossEntropy() implements Loss {}

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

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1 but was " + value);
    }
  }
}
