package dev.w2s.data.internal;

import dev.w2s.data.Source;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubAddress;
import dev.w2s.hub.HubAddress.Kind;
import dev.w2s.hub.HubSnapshot;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Files of a data set on the hub, named one by one or by a pattern.
final class HubFiles {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final int SHOWN = 10;

  private HubFiles() {}

  /// Reads what a task file names.
  ///
  /// @throws BadInputException where it names no files of a data set
  static HubAddress address(String text) {
    HubAddress address = HubAddress.parse(text);
    if (address.kind() != Kind.DATASET || address.path().isEmpty()) {
      throw new BadInputException(
          "'%s' names no files of a data set; %s is needed, where path may be a pattern: data/train-*.parquet"
              .formatted(text, HubAddress.DATA_FORM));
    }
    matcher(address);
    return address;
  }

  /// Fetches the files, in the order of their names.
  ///
  /// @throws BadInputException where none is of that name, or one of them is not read
  static List<Source> fetched(HubAddress address, Hub hub) {
    HubSnapshot snapshot = hub.snapshot(address);
    PathMatcher matcher = matcher(address);
    List<String> names =
        snapshot.names().stream().filter(name -> matcher.matches(Path.of(name))).sorted().toList();
    if (names.isEmpty()) {
      throw new BadInputException(nothing(address, snapshot.names()));
    }
    names.forEach(name -> requireReader(name, address));
    Path folder = snapshot.fetch(names);
    return names.stream()
        .map(name -> source(address, name, snapshot.commit(), folder.resolve(name)))
        .toList();
  }

  private static void requireReader(String name, HubAddress address) {
    if (FileKind.find(Path.of(name)).isEmpty()) {
      throw new BadInputException(
          "no reader for the ending of %s of %s; known are %s"
              .formatted(name, address.whole(), FileKind.ENDINGS));
    }
  }

  private static Source source(HubAddress address, String name, String commit, Path file) {
    HubAddress exact =
        new HubAddress(address.kind(), address.repository(), address.revision(), name);
    return new Source.Hub(exact, commit, file);
  }

  private static PathMatcher matcher(HubAddress address) {
    if (!WILDCARD.matcher(address.path()).find()) {
      return Path.of(address.path())::equals;
    }
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + address.path());
    } catch (PatternSyntaxException e) {
      throw new BadInputException(
          "'%s' is no pattern of files: %s".formatted(address.path(), e.getDescription()));
    }
  }

  private static String nothing(HubAddress address, List<String> names) {
    List<String> readable =
        names.stream().filter(name -> FileKind.find(Path.of(name)).isPresent()).toList();
    String instead =
        readable.isEmpty()
            ? "it has no file that is read (" + FileKind.ENDINGS + ")"
            : Suggestion.nearest(address.path(), readable)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> "it has " + first(readable));
    return "%s has no file '%s'; %s".formatted(address.whole(), address.path(), instead);
  }

  private static String first(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and %,d more".formatted(names.size() - SHOWN) : shown;
  }
}
