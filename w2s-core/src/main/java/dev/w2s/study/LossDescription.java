package dev.w2s.study;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.internal.CustomLosses;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;

/// A loss that is not built in, as a study sees it: the name of its method, and its settings. It is
/// found by [java.util.ServiceLoader]: its class is public with a public constructor without
/// arguments, and a file `META-INF/services/dev.w2s.study.LossDescription` on the class path names
/// it.
///
/// This is the half that says what the loss is. To be trained with, the class must implement
/// `dev.w2s.train.LossProvider`, which is this and the numbers.
public interface LossDescription {
  /// What a study file calls the method: `[a-z0-9][a-z0-9.-]*`, and not the name of another.
  String name();

  /// Part of a step's key. Raise it whenever the same settings give other numbers: results of
  /// another version are not taken for those of this one.
  int version();

  /// One line for people.
  String description();

  /// What is minimised, in the words of [Methods.Entry#formula].
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

  /// All descriptions on the class path, by name.
  ///
  /// @throws BadInputException where one cannot be used, and why
  static SequencedMap<String, LossDescription> all() {
    return CustomLosses.all();
  }
}
