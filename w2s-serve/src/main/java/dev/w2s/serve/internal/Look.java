package dev.w2s.serve.internal;

import java.util.List;
import java.util.Optional;

/// What a store holds at one moment.
///
/// @param studies in the order of their names
/// @param problem why the store could not be read; empty where it could
record Look(List<StudyLook> studies, String problem) {
  Look {
    studies = List.copyOf(studies);
  }

  /// The study of a name.
  Optional<StudyLook> study(String name) {
    return studies.stream().filter(study -> study.record().name().equals(name)).findFirst();
  }

  /// The same studies, and why there is nothing newer.
  Look broken(String why) {
    return new Look(studies, why);
  }
}
