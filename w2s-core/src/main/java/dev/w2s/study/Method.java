package dev.w2s.study;

import java.util.Objects;

/// How a student learns from weak labels.
///
/// @param name what the study calls it; unique in a study
/// @param loss what is minimised on the weak labels
public record Method(String name, Loss loss) {
  public Method {
    Objects.requireNonNull(loss, "loss");
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "name of a method must be made of a-z, 0-9, . and - but was '" + name + "'");
    }
  }
}
