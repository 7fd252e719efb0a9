package dev.w2s.data.internal;

import dev.w2s.data.Source;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names of records whose task has no field for it: the file's name and the row, `train.jsonl:17`.
/// Files of the same name are told apart by as many of their folders as that takes; where the data
/// lies otherwise says nothing. A file of the hub has its repository's name:
/// `org/name/train.parquet:17`.
public final class RecordNames {
  private final Map<Source, String> names = new HashMap<>();
  private final String prefix;

  /// @param sources that are told apart
  /// @param prefix what all names start with
  public RecordNames(List<Source> sources, String prefix) {
    this.prefix = prefix;
    int parts = 1;
    while (!assign(sources, parts) && parts < deepest(sources)) {
      parts++;
    }
  }

  /// The name of a record that has none of its own.
  String of(Source source, long row) {
    return prefix + names.get(source) + ":" + row;
  }

  /// The name of a record that has one.
  String of(String id) {
    return prefix + id;
  }

  private boolean assign(List<Source> sources, int parts) {
    names.clear();
    sources.forEach(source -> names.put(source, name(source, parts)));
    return new HashSet<>(names.values()).size() == names.size();
  }

  private static int deepest(List<Source> sources) {
    return sources.stream().mapToInt(RecordNames::depth).max().orElse(1);
  }

  private static int depth(Source source) {
    return switch (source) {
      case Source.File file -> file.path().getNameCount();
      case Source.Hub hub -> 1;
      case Source.WordNet wordNet -> 1;
    };
  }

  private static String name(Source source, int parts) {
    return switch (source) {
      case Source.File file -> tail(file.path(), parts);
      case Source.Hub hub -> hub.address().repository() + "/" + hub.address().path();
      case Source.WordNet wordNet -> wordNet.relation().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String tail(Path file, int parts) {
    StringBuilder name = new StringBuilder(FileKind.bareName(file));
    for (int i = file.getNameCount() - 2; i >= Math.max(0, file.getNameCount() - parts); i--) {
      name.insert(0, file.getName(i) + "/");
    }
    return name.toString();
  }
}
