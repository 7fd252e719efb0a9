package dev.w2s.data;

/// How many rows a study uses.
///
/// @param train rows of both halves together: half is for the supervisor, half for transfer
/// @param validation rows kept apart from the transfer half, for early stopping; may be 0
/// @param test rows every model is scored on
/// @param supervised whether a half is kept for a supervisor; where it is not, as labels come from
///   elsewhere, all of `train` is the transfer half
/// @param sealed rows kept apart from all others, and in no step until one plan opens them; may be
///   0
public record Rows(int train, int validation, int test, boolean supervised, int sealed) {
  public Rows {
    if (train < 2) {
      throw new IllegalArgumentException("rows.train must be at least 2 but was " + train);
    }
    if (validation < 0) {
      throw new IllegalArgumentException(
          "rows.validation must not be negative but was " + validation);
    }
    if (test < 2) {
      throw new IllegalArgumentException("rows.test must be at least 2 but was " + test);
    }
    if (sealed < 0 || sealed == 1) {
      throw new IllegalArgumentException("rows.final must be 0 or at least 2 but was " + sealed);
    }
  }

  /// Rows of which half is kept for a supervisor.
  public Rows(int train, int validation, int test) {
    this(train, validation, test, true);
  }

  /// Rows of which none is sealed.
  public Rows(int train, int validation, int test, boolean supervised) {
    this(train, validation, test, supervised, 0);
  }

  /// Rows of the supervise half.
  public int supervise() {
    return supervised ? train / 2 : 0;
  }

  /// Rows of the transfer half.
  public int transfer() {
    return supervised ? train / 2 : train;
  }
}
