package dev.w2s.study;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.internal.Extensions;
import java.util.SequencedMap;

/// A loss that is not built in, as a study sees it; see [Extension] for how it is found.
///
/// This is the half that says what the loss is. To be trained with, the class must implement
/// `dev.w2s.train.LossProvider`, which is this and the numbers.
public non-sealed interface LossDescription extends Extension {
  /// All descriptions on the class path, by name.
  ///
  /// @throws BadInputException where one cannot be used, and why
  static SequencedMap<String, LossDescription> all() {
    return Extensions.LOSSES.all();
  }

  /// The loss of a name on the class path that can do more than describe itself.
  ///
  /// @param version that results were asked for
  /// @param able what it must be
  /// @throws BadInputException where there is none of that name, of that version, or it is no such
  static <P extends LossDescription> P able(String name, int version, Class<P> able) {
    return Extensions.LOSSES.able(name, version, able, "to be trained with");
  }
}
