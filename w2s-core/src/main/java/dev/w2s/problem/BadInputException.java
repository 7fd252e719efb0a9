package dev.w2s.problem;

import java.util.List;
import java.util.stream.Collectors;

/// The user's input is wrong: a study file, data, a model, an option. Carries every problem found,
/// not only the first.
public final class BadInputException extends W2sException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public BadInputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a bad input needs at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  public BadInputException(Problem problem) {
    this(List.of(problem));
  }

  /// A problem that has no place in a file.
  public BadInputException(String message) {
    this(Problem.of(message));
  }

  /// Everything that is wrong, in the order of the file.
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
