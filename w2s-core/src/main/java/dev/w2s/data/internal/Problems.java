package dev.w2s.data.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects what is wrong with data, so that one run tells of more than one mistake, and gives up
/// where there are too many to read.
public final class Problems {
  /// So many are told of.
  public static final int LIMIT = 20;

  private final List<Problem> found = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  /// Keeps a problem.
  ///
  /// @throws BadInputException when there are already [#LIMIT]
  public void add(Problem problem) {
    if (found.size() == LIMIT) {
      found.add(Problem.of("and more; the first " + LIMIT + " are shown"));
      throw new BadInputException(found);
    }
    found.add(problem);
  }

  /// Keeps what ended the reading of one file, unless that was the number of problems.
  void take(BadInputException e) {
    if (found.size() > LIMIT) {
      throw e;
    }
    e.problems().forEach(this::add);
  }

  /// Keeps a problem that every row of a file may have, the first time only.
  public void addOnce(String cause, Problem problem) {
    if (told.add(cause)) {
      add(problem);
    }
  }

  /// Whether nothing was wrong so far.
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// Ends the work where anything was wrong.
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new BadInputException(found);
    }
  }
}
