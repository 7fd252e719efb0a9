package dev.w2s.measure;

import java.util.List;

/// Share of right answers.
public final class Accuracy {
  private Accuracy() {}

  /// Over all seeds and rows, with the interval of [Bootstrap#STANDARD].
  public static Estimate of(Outcomes outcomes) {
    return Bootstrap.STANDARD.of(List.of(outcomes)).accuracy(outcomes);
  }
}
