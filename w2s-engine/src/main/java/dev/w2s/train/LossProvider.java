package dev.w2s.train;

import dev.w2s.study.LossDescription;
import java.util.SortedMap;

/// A loss that is not built in: its description and its numbers. See [LossDescription] for how it
/// is found.
public interface LossProvider extends LossDescription {
  /// The loss with these settings.
  ///
  /// @param settings all of [#settings] by key, as [#check] let them pass
  Objective objective(SortedMap<String, Double> settings);
}
