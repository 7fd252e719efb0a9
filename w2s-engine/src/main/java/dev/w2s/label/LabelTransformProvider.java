package dev.w2s.label;

import dev.w2s.study.LabelTransformDescription;
import java.util.SortedMap;

/// A label transform that is not built in: its description and its numbers. See
/// [dev.w2s.study.Extension] for how it is found.
public interface LabelTransformProvider extends LabelTransformDescription {
  /// The labels after the transform; of a filter, the rows that stay. The same arguments give the
  /// same bits.
  ///
  /// @param labels of the transfer rows, not to be changed
  /// @param evidence what it [#needsFeatures], [#needsStudent] or [#usesGold] of the same rows
  /// @param settings all of [#settings] by key, as [#check] let them pass
  /// @param seed of what it draws
  WeakLabels apply(
      WeakLabels labels, Evidence evidence, SortedMap<String, Double> settings, long seed);
}
