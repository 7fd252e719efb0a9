package dev.w2s.hub.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.hub.HubAddress;
import dev.w2s.hub.HubAddress.Kind;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one repository in the cache, laid out as every program that uses the hub does:
///
/// ```text
/// <cache>/models--org--name/refs/main               the commit of a branch or tag
/// <cache>/models--org--name/blobs/<hash>            bytes
/// <cache>/models--org--name/snapshots/<commit>/...  relative links to blobs, under the files' names
/// <cache>/.locks/models--org--name/<hash>.lock      held by who fetches the blob
/// ```
///
/// @param root the cache
/// @param folder of the repository
public record HubCache(Path root, String folder) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  public static HubCache of(Path root, HubAddress address) {
    String kind = address.kind() == Kind.DATASET ? "datasets--" : "models--";
    return new HubCache(root, kind + address.repository().replace("/", "--"));
  }

  Path blob(String hash) {
    return root.resolve(folder).resolve("blobs").resolve(hash);
  }

  /// The bytes so far. Python appends to `<hash>.incomplete`, under a lock that a JVM on Linux does
  /// not see; a name of our own keeps two programs from writing into one file.
  Path part(String hash) {
    return blob(hash + ".w2s.incomplete");
  }

  Path lock(String hash) {
    return root.resolve(".locks").resolve(folder).resolve(hash + ".lock");
  }

  /// The folder with the files of a commit.
  public Path snapshot(String commit) {
    return root.resolve(folder).resolve("snapshots").resolve(commit);
  }

  /// The commit of a revision when it was last looked up; empty where it never was.
  public Optional<String> commit(HubAddress address) {
    if (address.isPinned()) {
      return Optional.of(address.revision()).filter(commit -> Files.isDirectory(snapshot(commit)));
    }
    Path ref = ref(address);
    try {
      return Files.isRegularFile(ref)
          ? Optional.of(Files.readString(ref).strip())
              .filter(commit -> COMMIT.matcher(commit).matches())
          : Optional.empty();
    } catch (IOException e) {
      throw IoFailure.of(e, ref);
    }
  }

  /// Remembers which commit a branch or a tag is at.
  void remember(HubAddress address, String commit) {
    if (address.isPinned() || commit(address).equals(Optional.of(commit))) {
      return;
    }
    Path ref = ref(address);
    try {
      Files.createDirectories(ref.getParent());
      DurableFiles.write(ref, commit.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw IoFailure.of(e, ref);
    }
  }

  private Path ref(HubAddress address) {
    return root.resolve(folder).resolve("refs").resolve(address.revision());
  }

  /// Names of the files that are there of a commit.
  public List<String> names(String commit) {
    Path snapshot = snapshot(commit);
    try (Stream<Path> files = Files.walk(snapshot)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !DurableFiles.isTemporary(file.getFileName().toString()))
          .map(file -> snapshot.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw IoFailure.of(e, snapshot);
    }
  }

  /// Whether a file of a commit is there, whole.
  boolean holds(String commit, String name) {
    return Files.isRegularFile(snapshot(commit).resolve(name));
  }

  /// Gives a blob its name in a commit.
  void link(String commit, String name, String hash) {
    Path file = snapshot(commit).resolve(name);
    Path folder = file.resolveSibling("");
    try {
      Files.createDirectories(folder);
      if (!Files.exists(file)) {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, folder.relativize(blob(hash)));
      }
    } catch (FileAlreadyExistsException e) {
      requireFile(file, e);
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(blob(hash), file);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Another process was faster.
  private static void requireFile(Path file, FileAlreadyExistsException e) {
    if (!Files.isRegularFile(file)) {
      throw IoFailure.of(e, file);
    }
  }

  /// Where there are no links, as on Windows without the right to make them.
  private static void copy(Path blob, Path file) {
    try {
      DurableFiles.write(file, channel -> Files.copy(blob, Channels.newOutputStream(channel)));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
