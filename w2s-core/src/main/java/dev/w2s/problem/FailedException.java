package dev.w2s.problem;

/// The input is right, yet the work could not be done: no network, no memory, diverged training.
public final class FailedException extends W2sException {
  private static final long serialVersionUID = 1L;

  public FailedException(String message) {
    super(message);
  }

  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 1;
  }
}
