package dev.w2s.generate;

/// Which token comes next.
public sealed interface Choice {
  /// The likeliest; of several the first of the vocabulary.
  record Greedy() implements Choice {}

  /// One drawn from the model's distribution, which is made sharper or flatter first and then cut:
  /// to the `topK` likeliest tokens, and of these to the fewest that hold `topP` of what is left
  /// (nucleus sampling, arXiv 1904.09751, section 3.1).
  ///
  /// @param temperature that logits are divided by
  /// @param topK tokens that are kept; 0 for all
  /// @param topP the probability that is kept; 1 for all
  record Sampled(double temperature, int topK, double topP) implements Choice {
    /// The model's distribution as it is.
    public static final Sampled PLAIN = new Sampled(1, 0, 1);

    public Sampled {
      if (!(temperature > 0) || Double.isInfinite(temperature)) {
        throw new IllegalArgumentException("temperature must be positive but was " + temperature);
      }
      if (topK < 0) {
        throw new IllegalArgumentException("top-k must not be negative but was " + topK);
      }
      if (!(topP > 0 && topP <= 1)) {
        throw new IllegalArgumentException("top-p must be over 0 and at most 1 but was " + topP);
      }
    }
  }
}
