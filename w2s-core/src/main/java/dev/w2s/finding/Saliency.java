package dev.w2s.finding;

import dev.w2s.measure.Estimate;
import java.util.List;
import java.util.Objects;

/// How much of the task a model's features hold before and after its training on weak labels:
/// accuracies of linear probes on gold labels of the supervise half (arXiv 2312.09390, section
/// 5.2.2).
///
/// @param before on features of the pretrained model
/// @param after on features of the students, in the study's order; those that have none are left
///   out
public record Saliency(Estimate before, List<After> after) {
  public Saliency {
    Objects.requireNonNull(before, "before");
    after = List.copyOf(after);
  }

  /// The probe on one student's features.
  ///
  /// @param method the student's
  /// @param accuracy of the probe
  /// @param gain over the probe on the pretrained model, paired
  /// @param aboveStudent over the student itself, paired: what its features hold and it does not
  ///   say
  public record After(String method, Estimate accuracy, Estimate gain, Estimate aboveStudent) {}
}
