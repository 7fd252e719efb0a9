package dev.w2s.finding;

import dev.w2s.measure.Estimate;
import java.util.Objects;

/// What the strong model says that is shown a few labelled rows in a prompt, in place of any
/// training (arXiv 2312.09390, section 5.2.1).
///
/// @param shots how many rows it is shown
/// @param gold its accuracy with gold labels
/// @param weak its accuracy with weak labels on the same rows
/// @param lost gold - weak, paired
/// @param agreement share of test rows where the answer with weak labels and the weak labels name
///   the same class
public record FewShot(int shots, Estimate gold, Estimate weak, Estimate lost, Estimate agreement) {
  public FewShot {
    Objects.requireNonNull(gold, "gold");
    Objects.requireNonNull(weak, "weak");
    Objects.requireNonNull(lost, "lost");
    Objects.requireNonNull(agreement, "agreement");
  }
}
