package dev.w2s.data;

/// A part of a split.
public enum Part {
  /// Rows with gold labels that the supervisor learns from.
  SUPERVISE,
  /// Rows of the supervise half that are held out from supervisors, where a study divides it.
  HELD_OUT,
  /// Rows that the supervisor labels and that student and ceiling learn from.
  TRANSFER,
  /// Rows next to the transfer half that training may be stopped on.
  VALIDATION,
  /// Rows that every model is scored on, the same for every seed.
  TEST
}
