package dev.w2s.measure;

import java.util.Objects;

/// What share of the gap between supervisor and ceiling a student recovered.
public sealed interface Recovery {
  /// Performance gap recovered, arXiv 2312.09390 section 3: (student - weak) / (ceiling - weak).
  record Recovered(Estimate pgr) implements Recovery {
    public Recovered {
      Objects.requireNonNull(pgr, "pgr");
    }
  }

  /// There is no gap that a share could be taken of.
  ///
  /// @param reason in words, with the numbers it rests on
  record NoGap(String reason) implements Recovery {
    public NoGap {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
