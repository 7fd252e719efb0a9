package dev.w2s.data.internal;

import dev.w2s.data.Source;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubAddress;
import dev.w2s.problem.IoFailure;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where a task file says that its records are.
///
/// @param folder what relative paths start at
/// @param local whether the folder is the one of all data sets, in which a task file's `local`
///   names files without their ending
record Places(Path folder, boolean local) {
  /// What a task file names, before anything is fetched.
  sealed interface Place {
    /// A file, relative to the folder.
    record Local(String path) implements Place {}

    /// Files of the hub.
    record Remote(HubAddress address) implements Place {}
  }

  /// The places of a key, looked for no further.
  static Field<List<Place>> named(YamlValue value) {
    return value.listOrSingle(item -> item.text().map(Places::place));
  }

  /// The places of a key that are going to be read: files must be there.
  Field<List<Place>> present(YamlValue value) {
    return value.listOrSingle(item ->
        item.text()
            .map(text -> {
              Place place = place(text);
              if (place instanceof Place.Local(String path)) {
                file(path);
              }
              return place;
            }));
  }

  private static Place place(String text) {
    return text.startsWith(HubAddress.SCHEME)
        ? new Place.Remote(HubFiles.address(text))
        : new Place.Local(text);
  }

  /// What is there, fetched where it is on the hub.
  List<Source> sources(List<Place> places, Hub hub) {
    return places.stream().flatMap(place -> sources(place, hub)).toList();
  }

  private Stream<Source> sources(Place place, Hub hub) {
    return switch (place) {
      case Place.Local(String path) -> Stream.of(file(path));
      case Place.Remote(HubAddress address) -> HubFiles.fetched(address, hub).stream();
    };
  }

  private Source.File file(String name) {
    Path file = folder.resolve(name).normalize();
    if (local && !Files.exists(file) && FileKind.find(file).isEmpty()) {
      return new Source.File(withEnding(file));
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no such file: " + file);
    }
    if (FileKind.find(file).isEmpty()) {
      throw new IllegalArgumentException(
          "no reader for the ending of " + file + "; known are " + FileKind.ENDINGS);
    }
    return new Source.File(file);
  }

  private static Path withEnding(Path stem) {
    List<Path> found = candidates(stem);
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw new IllegalArgumentException(
        found.isEmpty()
            ? "there is no such file: %s with one of the endings %s"
                .formatted(stem, FileKind.ENDINGS)
            : "there are %d files of this name, of which one is to be taken: %s"
                .formatted(found.size(), found));
  }

  private static List<Path> candidates(Path stem) {
    Path folder = stem.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> FileKind.isNamed(file, stem)).sorted().toList();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }
}
