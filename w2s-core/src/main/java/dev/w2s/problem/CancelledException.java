package dev.w2s.problem;

/// The user interrupted the work; what was finished is kept.
public final class CancelledException extends W2sException {
  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super("interrupted; what was finished is kept, the same command goes on from here");
  }

  @Override
  public int exitCode() {
    return 130;
  }
}
