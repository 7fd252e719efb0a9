package dev.w2s.data;

import java.util.Objects;

/// What a model, a file or a person says of one example.
///
/// @param id the example's id
/// @param probabilities one for each class, `[k]`, summing to 1
public record Prediction(String id, float[] probabilities) {
  public Prediction {
    Objects.requireNonNull(id, "id");
    if (probabilities.length < 2) {
      throw new IllegalArgumentException(
          "a prediction needs at least 2 classes but has " + probabilities.length);
    }
  }

  /// The most probable class; the first of equals.
  public int label() {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
  }
}
