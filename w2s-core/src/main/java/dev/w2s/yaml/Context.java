package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the values of one file share: its path, the maps that were opened and the problems found so
/// far.
final class Context {
  private record Found(Place place, Problem problem) {}

  private final Path file;
  private final List<Found> found = new ArrayList<>();
  private final List<YamlMap> maps = new ArrayList<>();

  Context(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  void report(Place place, String message) {
    found.add(new Found(place, Problem.at(file, place.line(), place.column(), message)));
  }

  /// Takes over what was found in a file that this place refers to.
  void report(Place place, BadInputException inner) {
    for (Problem problem : inner.problems()) {
      if (problem.where().isEmpty()) {
        report(place, problem.message());
      } else {
        found.add(new Found(place, problem));
      }
    }
  }

  void opened(YamlMap map) {
    maps.add(map);
  }

  void throwIfAny() {
    maps.forEach(YamlMap::reportUnknownKeys);
    if (!found.isEmpty()) {
      throw new BadInputException(
          found.stream()
              .sorted(Comparator.comparing(Found::place))
              .map(Found::problem)
              .distinct()
              .toList());
    }
  }
}
