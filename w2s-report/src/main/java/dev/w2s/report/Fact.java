package dev.w2s.report;

import java.util.Objects;

/// One line of provenance.
///
/// @param name what is told: `JDK`, `threads`, `seed 0: ceiling`
/// @param value what it was: `25.0.1`, `2`, `41 s`
public record Fact(String name, String value) {
  public Fact {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }
}
