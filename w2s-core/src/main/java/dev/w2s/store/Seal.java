package dev.w2s.store;

import java.time.Instant;
import java.util.Objects;

/// Says that the final rows of a task's examples were opened, for which studies, and when.
///
/// @param study what their file calls them
/// @param plan the [dev.w2s.study.Plan#fingerprint] of all of them
/// @param opened when
public record Seal(String study, String plan, Instant opened) {
  public Seal {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(opened, "opened");
  }
}
