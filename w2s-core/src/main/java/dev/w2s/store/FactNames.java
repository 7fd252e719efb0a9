package dev.w2s.store;

/// Names of the small numbers of a result that others than its step read.
public final class FactNames {
  /// What a bound of representations came to.
  public static final String BOUND = "bound";

  /// The learning rate that was chosen.
  public static final String LEARNING_RATE = "learning-rate";

  private FactNames() {}
}
