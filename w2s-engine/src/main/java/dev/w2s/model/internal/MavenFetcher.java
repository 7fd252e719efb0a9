package dev.w2s.model.internal;

import dev.w2s.model.Fetching;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.transfer.TransferEvent;

/// Fetches jars as Maven would: the user's settings, mirrors, proxies and local repository are
/// honoured, and a wrong checksum fails.
final class MavenFetcher {
  private final ContextOverrides overrides;

  MavenFetcher(Fetching fetching) {
    this(ContextOverrides.create().withUserSettings(true), fetching);
  }

  MavenFetcher(ContextOverrides.Builder overrides, Fetching fetching) {
    this.overrides =
        overrides
            .checksumPolicy(ContextOverrides.ChecksumPolicy.FAIL)
            .transferListener(new Listener(fetching))
            .build();
  }

  /// The jar, in the local repository.
  Path jar(ModelSource.Maven source) {
    try (Context context = Runtimes.INSTANCE.getRuntime().create(overrides)) {
      DefaultArtifact artifact =
          new DefaultArtifact(source.group(), source.artifact(), "jar", source.version());
      ArtifactRequest request =
          new ArtifactRequest(artifact, context.remoteRepositories(), "model");
      return context
          .repositorySystem()
          .resolveArtifact(context.repositorySystemSession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw failure(source, e);
    }
  }

  private static RuntimeException failure(ModelSource.Maven source, ArtifactResolutionException e) {
    String name = source.group() + ":" + source.artifact() + ":" + source.version();
    List<Exception> causes = e.getResult().getExceptions();
    if (!causes.isEmpty() && causes.stream().allMatch(MavenFetcher::isMissing)) {
      return new BadInputException(
          "there is no " + name + " in the Maven repositories: " + e.getMessage());
    }
    return new FailedException(
        "cannot fetch "
            + name
            + ": "
            + e.getMessage()
            + "\nA model has to be fetched once, with a network or from a mirror that Maven's settings.xml names.",
        e);
  }

  /// A repository that was not asked, because Maven is offline, may well have it.
  private static boolean isMissing(Exception cause) {
    return cause instanceof ArtifactNotFoundException
        && !(cause.getCause() instanceof RepositoryOfflineException);
  }

  private static final class Listener extends AbstractTransferListener {
    private final Fetching fetching;

    Listener(Fetching fetching) {
      this.fetching = fetching;
    }

    @Override
    public void transferProgressed(TransferEvent event) {
      if (event.getResource().getResourceName().endsWith(".jar")) {
        fetching.fetched(
            Path.of(event.getResource().getResourceName()).getFileName().toString(),
            event.getTransferredBytes(),
            event.getResource().getContentLength());
      }
    }
  }
}
