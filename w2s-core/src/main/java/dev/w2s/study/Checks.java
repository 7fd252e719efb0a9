package dev.w2s.study;

/// Ranges of settings; a message starts with the setting's key in a study file.
final class Checks {
  private Checks() {}

  static void atLeast(int least, String name, int value) {
    require(value >= least, name, "be at least " + least, value);
  }

  static void positive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "be positive", value);
  }

  static void notNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "not be negative", value);
  }

  /// From 0 to 1.
  static void share(String name, double value) {
    require(value >= 0 && value <= 1, name, "lie between 0 and 1", value);
  }

  /// Above 0, to 1.
  static void part(String name, double value) {
    require(value > 0 && value <= 1, name, "be above 0 and at most 1", value);
  }

  private static void require(boolean holds, String name, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must " + rule + " but was " + value);
    }
  }
}
