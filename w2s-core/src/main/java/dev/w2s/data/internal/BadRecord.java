package dev.w2s.data.internal;

/// A record that gives no examples because something in it is wrong; caught where the record is
/// known.
final class BadRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRecord(String message) {
    super(message, null, false, false);
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
