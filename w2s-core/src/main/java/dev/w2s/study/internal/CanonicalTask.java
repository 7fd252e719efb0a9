package dev.w2s.study.internal;

import dev.w2s.data.Match;
import dev.w2s.data.Reading;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.data.TestSet;
import dev.w2s.hub.HubAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The part of a step's canonical JSON that says how records become examples.
final class CanonicalTask {
  private CanonicalTask() {}

  // Balance is the split's.
  static Map<String, Object> of(Task task, List<String> fingerprints) {
    return switch (task) {
      case Task(
              _,
              int version,
              _,
              _,
              List<String> classes,
              List<Source> train,
              List<Source> test,
              Reading reading,
              _,
              List<TestSet> tests) -> {
        List<Source> own = Stream.concat(train.stream(), test.stream()).toList();
        Map<String, Object> node = new TreeMap<>();
        node.put("task-version", version);
        node.put("classes", classes);
        node.put("reading", reading(reading));
        node.put("train", sources(train, own, reading));
        node.put("test", sources(test, own, reading));
        node.put("fingerprints", fingerprints);
        if (!tests.isEmpty()) {
          node.put("tests", tests.stream().map(CanonicalTask::testSet).toList());
        }
        yield node;
      }
    };
  }

  private static Map<String, Object> testSet(TestSet set) {
    return switch (set) {
      case TestSet(String name, List<Source> sources, Reading reading) ->
          new TreeMap<>(
              Map.of(
                  "name", name,
                  "sources", sources(sources, sources, reading),
                  "reading", reading(reading)));
    };
  }

  private static Map<String, Object> reading(Reading reading) {
    return switch (reading) {
      case Reading(
              List<String> texts,
              Reading.Answer answer,
              Optional<String> id,
              Optional<Reading.Group> group,
              Optional<String> difficulty,
              List<Reading.Filter> filters) -> {
        Map<String, Object> node = new TreeMap<>();
        node.put("texts", texts);
        node.put("answer", answer(answer));
        id.ifPresent(field -> node.put("id", field));
        group.ifPresent(by -> group(by, node));
        difficulty.ifPresent(field -> node.put("difficulty", field));
        if (!filters.isEmpty()) {
          node.put("filters", filters.stream().map(CanonicalTask::filter).toList());
        }
        yield node;
      }
    };
  }

  private static void group(Reading.Group group, Map<String, Object> node) {
    switch (group) {
      case Reading.Group(String field, String before) -> {
        node.put("group", field);
        if (!before.isEmpty()) {
          node.put("group-before", before);
        }
      }
    }
  }

  private static Map<String, Object> filter(Reading.Filter filter) {
    return switch (filter) {
      case Reading.Filter(String field, Reading.Condition condition, boolean keep) -> {
        Map<String, Object> node = condition(condition);
        node.put("field", field);
        node.put("keep", keep);
        yield node;
      }
    };
  }

  private static Map<String, Object> condition(Reading.Condition condition) {
    Map<String, Object> node = new TreeMap<>();
    switch (condition) {
      case Reading.Condition.OneOf(List<String> values) ->
          node.put("values", values.stream().sorted().distinct().toList());
      case Reading.Condition.Within(Optional<Reading.Bound> low, Optional<Reading.Bound> high) -> {
        low.ifPresent(bound -> node.put(bound.included() ? "at-least" : "above", bound.value()));
        high.ifPresent(bound -> node.put(bound.included() ? "at-most" : "below", bound.value()));
      }
    }
    return node;
  }

  private static Map<String, Object> answer(Reading.Answer answer) {
    return new TreeMap<>(
        switch (answer) {
          case Reading.Answer.Field(String field, Map<String, String> values, List<String> drop) ->
              Map.of(
                  "field",
                  field,
                  "values",
                  new TreeMap<>(values),
                  "drop",
                  drop.stream().sorted().distinct().toList());
          case Reading.Answer.Choices(List<String> options, String right, Reading.Naming naming) ->
              Map.of("options", options, "right", right, "naming", CanonicalStep.lower(naming));
          case Reading.Answer.Comparison(
                  String one,
                  String other,
                  Reading.Verdict verdict,
                  boolean dropTies) ->
              Map.of(
                  "one", one, "other", other, "verdict", verdict(verdict), "drop-ties", dropTies);
          case Reading.Answer.Written(String field, String after, Match match) ->
              Map.of("written", field, "after", after, "match", CanonicalStep.lower(match));
          case Reading.Answer.Puzzle(String position, String moves, boolean dropIllegal) ->
              Map.of("position", position, "moves", moves, "drop-illegal", dropIllegal);
        });
  }

  private static Map<String, Object> verdict(Reading.Verdict verdict) {
    return new TreeMap<>(
        switch (verdict) {
          case Reading.Verdict.One() -> Map.of();
          case Reading.Verdict.Named(
                  String field,
                  Map<String, Boolean> values,
                  List<String> drop) ->
              Map.of(
                  "field",
                  field,
                  "values",
                  new TreeMap<>(values),
                  "drop",
                  drop.stream().sorted().distinct().toList());
          case Reading.Verdict.Scores(String one, String other) ->
              Map.of("score", one, "other-score", other);
        });
  }

  private static List<String> sources(List<Source> sources, List<Source> all, Reading reading) {
    return sources.stream().map(source -> source(source, all, reading)).toList();
  }

  private static String source(Source source, List<Source> all, Reading reading) {
    return switch (source) {
      case Source.File(Path path) when reading.id().isEmpty() -> "file:" + idName(path, all);
      case Source.File(Path path) -> "file:*" + format(path.getFileName());
      case Source.Hub(HubAddress address, String commit, Path path) when reading.id().isEmpty() ->
          "hub:" + address.repository() + "/" + address.path();
      case Source.Hub(HubAddress address, String commit, Path path) ->
          "file:*" + format(path.getFileName());
      case Source.WordNet(Source.Relation relation) -> "wordnet:" + CanonicalStep.lower(relation);
    };
  }

  /// What a record's id is made of where no field names it: the file's name, and of all files as
  /// many folders as tell them apart.
  private static String idName(Path path, List<Source> all) {
    Set<Path> files = new HashSet<>();
    for (Source source : all) {
      if (source instanceof Source.File(Path file)) {
        files.add(file);
      }
    }
    int most = files.stream().mapToInt(Path::getNameCount).max().orElse(1);
    int parts = 1;
    while (parts < most && names(files, parts) < files.size()) {
      parts++;
    }
    return tail(path, parts);
  }

  /// How many names files have, whatever they are packed with.
  private static long names(Set<Path> files, int parts) {
    return files.stream()
        .map(file -> tail(file, parts).replaceFirst("(?i)\\.(gz|zst)$", ""))
        .distinct()
        .count();
  }

  private static String tail(Path path, int parts) {
    int n = path.getNameCount();
    return path.subpath(Math.max(0, n - parts), n).toString();
  }

  /// `.csv.gz` of `a.b.csv.gz`: the same bytes are other records in another format.
  static String format(Object fileName) {
    String name = String.valueOf(fileName).toLowerCase(Locale.ROOT);
    String packed = Stream.of(".gz", ".zst").filter(name::endsWith).findFirst().orElse("");
    String unpacked = name.substring(0, name.length() - packed.length());
    return unpacked.substring(Math.max(0, unpacked.lastIndexOf('.'))) + packed;
  }
}
