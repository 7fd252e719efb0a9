package dev.w2s.problem;

/// What ends a command with a message in place of a stack trace.
public abstract sealed class W2sException extends RuntimeException
    permits BadInputException, FailedException, CancelledException {
  private static final long serialVersionUID = 1L;

  W2sException(String message) {
    super(message);
  }

  W2sException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The exit code of a command that ends so.
  public abstract int exitCode();
}
