package dev.w2s.bench;

import dev.w2s.study.ModelFacts;
import dev.w2s.study.Pooling;

/// Floating-point operations of a network's matrix products: those that are computed, not those
/// that a network that pads, or computes what nobody asks for, would need. Queries that GPT-2's
/// last layer makes in one product with keys and values are not counted for tokens that need none.
///
/// @param pooling how one vector comes of a row
record Operations(ModelFacts facts, Pooling pooling) {
  /// Of the way from a row's tokens to its vector: two for each weight and token, and those of
  /// attention's two products. Where the vector is that of one token, the last layer is of that
  /// token alone, but for the keys and values `2 H^2` of all.
  double forward(int tokens) {
    double layer = (double) facts.bodyParameters() / facts.layers();
    double attention = 4.0 * tokens * facts.hidden(); // of a layer, for each token
    double below = (facts.layers() - 1) * (2 * layer + attention) * tokens;
    return switch (pooling) {
      case MEAN -> below + (2 * layer + attention) * tokens;
      case FIRST, LAST -> {
        double keysAndValues = 2.0 * facts.hidden() * facts.hidden();
        yield below + 2 * keysAndValues * tokens + 2 * (layer - keysAndValues) + attention;
      }
    };
  }

  /// Of the same and the way back, which is of two products for each of the way forwards.
  double training(int tokens) {
    return 3 * forward(tokens);
  }
}
