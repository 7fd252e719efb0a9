package dev.w2s.model.internal;

import dev.w2s.study.Tuning.Targets;

/// A linear layer of a network's layers.
///
/// @param name its matrix is called `name.weight`
/// @param role what it makes
/// @param in what it reads
/// @param out what it writes
/// @param transposed whether its matrix is stored as `[in, out]`
record LinearLayer(String name, Role role, long in, long out, boolean transposed) {
  /// What linear layers make.
  enum Role {
    QUERY,
    KEY,
    VALUE,
    /// All three at once.
    QUERY_KEY_VALUE,
    /// What attention writes.
    OUTPUT,
    /// What the feed-forward block reads.
    FEED,
    /// What it writes.
    FEED_OUTPUT
  }

  /// Whether what it writes is added to the residual stream.
  boolean isResidual() {
    return switch (role) {
      case OUTPUT, FEED_OUTPUT -> true;
      case QUERY, KEY, VALUE, QUERY_KEY_VALUE, FEED -> false;
    };
  }

  /// Whether it is one of those.
  boolean isOf(Targets targets) {
    return switch (targets) {
      case DEFAULT ->
          switch (role) {
            case QUERY, VALUE, QUERY_KEY_VALUE -> true;
            case KEY, OUTPUT, FEED, FEED_OUTPUT -> false;
          };
      case ATTENTION ->
          switch (role) {
            case QUERY, KEY, VALUE, QUERY_KEY_VALUE, OUTPUT -> true;
            case FEED, FEED_OUTPUT -> false;
          };
      case LINEAR -> true;
    };
  }
}
