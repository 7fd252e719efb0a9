package dev.w2s.study;

/// One setting of a loss.
///
/// @param key what a study file and a step's key call it: `warm-up`
/// @param comment one line for people
/// @param value the value it has
public record LossSetting(String key, String comment, double value) {
  public LossSetting {
    if (!key.matches("[a-z][a-z0-9-]*") || key.equals("name")) {
      throw new IllegalArgumentException(
          "key of a setting must be made of a-z, 0-9 and -, and not 'name', but was '" + key + "'");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(key + " must be finite but was " + value);
    }
  }
}
