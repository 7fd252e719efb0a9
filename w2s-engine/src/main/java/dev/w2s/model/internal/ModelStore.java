package dev.w2s.model.internal;

import dev.w2s.model.Fetching;
import dev.w2s.problem.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Models from Maven repositories: fetched once, then found in the cache without Maven.
public final class ModelStore {
  private final ModelCache cache;
  private final MavenFetcher fetcher;

  /// Fetches with the user's Maven settings.
  public ModelStore(Path root, Fetching fetching) {
    this(root, new MavenFetcher(fetching));
  }

  ModelStore(Path root, MavenFetcher fetcher) {
    this.cache = new ModelCache(root);
    this.fetcher = fetcher;
  }

  /// The standard place of the cache.
  public static Path standardRoot() {
    return ModelCache.standardRoot(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /// The file or folder that a source names.
  public Path path(ModelSource.Maven source) {
    Path folder = cache.folder(source, () -> fetcher.jar(source));
    Path path = folder.resolve(source.path());
    if (!Files.exists(path)) {
      throw new BadInputException(
          "the jar "
              + source.group()
              + ":"
              + source.artifact()
              + ":"
              + source.version()
              + " holds no model file "
              + source.path());
    }
    return path;
  }
}
