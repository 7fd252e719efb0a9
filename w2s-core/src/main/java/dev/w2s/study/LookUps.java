package dev.w2s.study;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// Looks things up and collects what is wrong with them, so that all of it is told at once.
final class LookUps {
  private final List<Problem> found = new ArrayList<>();

  void collect(Runnable lookUp) {
    try {
      lookUp.run();
    } catch (BadInputException e) {
      e.problems().stream().filter(problem -> !found.contains(problem)).forEach(found::add);
    }
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new BadInputException(found);
    }
  }
}
