package dev.w2s.study;

/// Which state of a training is kept. A supervisor keeps [#LAST] always: validation rows lie in the
/// transfer half, which it must not see.
public enum Stop {
  /// That of the last step.
  LAST,
  /// The one that agrees most with the labels it is trained on, over the validation rows: weak
  /// labels for a student, gold for a ceiling.
  AGREEMENT,
  /// The one most accurate on the validation rows' gold labels: an oracle, which a true
  /// weak-to-strong setting does not have; marked wherever it shows.
  ORACLE;

  /// Whether validation rows are needed.
  public boolean usesValidation() {
    return switch (this) {
      case LAST -> false;
      case AGREEMENT, ORACLE -> true;
    };
  }
}
