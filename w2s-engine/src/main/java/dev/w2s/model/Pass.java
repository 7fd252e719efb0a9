package dev.w2s.model;

import dev.w2s.study.Precision;
import java.util.Objects;
import java.util.Optional;

/// How a network is gone through.
///
/// @param precision of matrix products; attention, norms and sums are float32 always
/// @param dropout probability; 0 outside training
/// @param past what the tokens go on from; empty where they are whole rows. Decoders alone know of
///   it
/// @param rows where embeddings are looked up on a way back that is of them alone; else empty
public record Pass(
    Precision precision, double dropout, Optional<Continuation> past, Optional<TableRows> rows) {
  /// Without dropout, in float32.
  public static final Pass EXACT = new Pass(Precision.FLOAT32, 0);

  public Pass {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(rows, "rows");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout must be at least 0 and under 1 but was " + dropout);
    }
  }

  /// A pass through whole rows.
  public Pass(Precision precision, double dropout) {
    this(precision, dropout, Optional.empty(), Optional.empty());
  }

  /// The same through tokens that go on from what is remembered.
  public Pass after(Continuation tokens) {
    return new Pass(precision, dropout, Optional.of(tokens), rows);
  }

  /// The same with embeddings looked up in rows of their tables.
  public Pass lookingUp(TableRows embeddings) {
    return new Pass(precision, dropout, past, Optional.of(embeddings));
  }

  /// The same in a layer of a number, from 0.
  public Pass in(int layer) {
    return past.isEmpty() ? this : after(past.get().in(layer));
  }
}
