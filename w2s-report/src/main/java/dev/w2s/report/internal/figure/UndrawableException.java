package dev.w2s.report.internal.figure;

/// A figure that cannot be drawn for what it is, wherever that is tried.
final class UndrawableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UndrawableException(Figure figure, String reason) {
    super("figure %s cannot be drawn: %s".formatted(figure.id(), reason));
  }
}
