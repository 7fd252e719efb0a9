package dev.w2s.study;

import java.util.List;
import java.util.SortedMap;

/// Something that is not built in, as a study sees it: the name of its method, and its settings. It
/// is found by [java.util.ServiceLoader]: its class is public with a public constructor without
/// arguments, and a file on the class path, `META-INF/services/` and the name of one of the kinds
/// below, names it.
public sealed interface Extension permits LossDescription, LabelTransformDescription {
  /// What a study file calls the method: `[a-z0-9][a-z0-9.-]*`, and not the name of another.
  String name();

  /// Part of a step's key. Raise it whenever the same settings give other numbers: results of
  /// another version are not taken for those of this one.
  int version();

  /// One line for people.
  String description();

  /// What it does, in the words of [Methods.Entry#formula].
  String formula();

  /// Where it was published.
  String source();

  /// Its settings, with the values they have unless a study says otherwise; none by default.
  default List<LossSetting> settings() {
    return List.of();
  }

  /// Refuses settings that are out of their range; takes any by default.
  ///
  /// @param settings all of [#settings] by key, finite
  /// @throws IllegalArgumentException where one is refused; the message starts with its key
  default void check(SortedMap<String, Double> settings) {}
}
