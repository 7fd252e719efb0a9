package dev.w2s.study;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.internal.Extensions;
import java.util.SequencedMap;

/// A label transform that is not built in, as a study sees it; see [Extension] for how it is found.
///
/// This is the half that says what the transform is. To be carried out, the class must implement
/// `dev.w2s.label.LabelTransformProvider`, which is this and the numbers.
public non-sealed interface LabelTransformDescription extends Extension {
  /// Whether it needs the features of the rows.
  default boolean needsFeatures() {
    return false;
  }

  /// Whether it needs a student's probabilities of the rows.
  default boolean needsStudent() {
    return false;
  }

  /// Whether it looks at gold labels of the transfer half; results then say so.
  default boolean usesGold() {
    return false;
  }

  /// All descriptions on the class path, by name.
  ///
  /// @throws BadInputException where one cannot be used, and why
  static SequencedMap<String, LabelTransformDescription> all() {
    return Extensions.TRANSFORMS.all();
  }

  /// The transform of a name on the class path that can do more than describe itself.
  ///
  /// @param version that results were asked for
  /// @param able what it must be
  /// @throws BadInputException where there is none of that name, of that version, or it is no such
  static <P extends LabelTransformDescription> P able(String name, int version, Class<P> able) {
    return Extensions.TRANSFORMS.able(name, version, able, "to be carried out");
  }
}
