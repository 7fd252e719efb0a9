package dev.w2s.serve.internal;

/// How a step is.
enum StepState {
  OPEN,
  /// Some process computes it.
  RUNNING,
  /// Its process stopped or died; the next goes on from its checkpoint.
  PAUSED,
  FAILED,
  DONE;

  /// The letter that stands for it: a long study has many.
  char letter() {
    return Character.toLowerCase(name().charAt(0));
  }
}
