package dev.w2s.store.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The files `run.json`, `stop` and `report` in the folder of a study. That the run's process is
/// alive, the time of `run.json` tells.
public final class RunFiles {
  private static final String RUN = "run.json";
  private static final String STOP = "stop";
  private static final String REPORT = "report";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RunFiles() {}

  private record Content(RunOrigin origin, String started, RunState.Phase phase, String message) {}

  /// Writes how a run is.
  public static void write(
      Path study, RunOrigin origin, Instant started, RunState.Phase phase, String message)
      throws IOException {
    String text = JSON.writeValueAsString(new Content(origin, started.toString(), phase, message));
    DurableFiles.write(study.resolve(RUN), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Shows that the process is alive.
  public static void touch(Path study) throws IOException {
    Files.setLastModifiedTime(study.resolve(RUN), FileTime.from(Instant.now()));
  }

  /// How the run is that was last written; empty where there is none that can be read.
  public static Optional<RunState> read(Path study) {
    Path file = study.resolve(RUN);
    try {
      Content content = JSON.readValue(Files.readString(file), Content.class);
      return Optional.of(
          new RunState(
              content.origin(),
              Instant.parse(content.started()),
              content.phase(),
              content.message(),
              Files.getLastModifiedTime(file).toInstant(),
              isStopRequested(study)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new BadInputException(
          Problem.in(file, "this journal of a run is damaged; delete it, no result depends on it"));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Whether the run was written by this process's user.
  public static boolean isOwn(Path study) {
    Path file = study.resolve(RUN);
    try {
      UserPrincipal own =
          file.getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name"));
      return Files.getOwner(file).equals(own);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  /// Asks the process that runs the study to stop.
  public static void requestStop(Path study) {
    Path file = study.resolve(STOP);
    try {
      if (!Files.exists(study.resolve(RUN))) {
        throw new BadInputException(Problem.in(study, "no run of this study is known here"));
      }
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Whether it was asked to stop.
  public static boolean isStopRequested(Path study) {
    return Files.exists(study.resolve(STOP));
  }

  /// Writes where the study's report lies, unless that is known.
  public static void writeReport(Path study, Path folder) {
    Path file = study.resolve(REPORT);
    try {
      if (!readReport(study).equals(Optional.of(folder))) {
        DurableFiles.write(file, folder.toString().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Where the study's report lies; empty where there is none.
  public static Optional<Path> readReport(Path study) {
    Path file = study.resolve(REPORT);
    try {
      return Files.exists(file) ? Optional.of(Path.of(Files.readString(file))) : Optional.empty();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Forgets that it was asked to.
  public static void clearStop(Path study) throws IOException {
    Files.deleteIfExists(study.resolve(STOP));
  }
}
