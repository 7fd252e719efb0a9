package dev.w2s.store;

import dev.w2s.file.DurableFiles;
import dev.w2s.file.LockFile;
import dev.w2s.problem.IoFailure;
import dev.w2s.store.internal.ResultFile;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The right to compute one step. What lies in its folders survives the process, until the result
/// is committed.
public final class Claim implements AutoCloseable {
  private static final String OUTPUT = "output";

  private final StepKey key;
  private final Path work;
  private final Path folder;
  private final LockFile lock;

  private Claim(StepKey key, Path work, Path folder, LockFile lock) {
    this.key = key;
    this.work = work;
    this.folder = folder;
    this.lock = lock;
  }

  /// A claim whose output is empty: what a killed process left there half-made must not become part
  /// of a result.
  static Claim of(StepKey key, Path work, Path folder, LockFile lock) throws IOException {
    try {
      DurableFiles.deleteTree(work.resolve(OUTPUT));
    } catch (IOException e) {
      lock.close();
      throw e;
    }
    return new Claim(key, work, folder, lock);
  }

  /// The step.
  public StepKey key() {
    return key;
  }

  /// The folder for checkpoints: kept if the process dies, gone after the commit.
  public Path checkpoint() {
    return made(work.resolve("checkpoint"));
  }

  /// The folder whose files become the result; empty at first.
  public Path output() {
    return made(work.resolve(OUTPUT));
  }

  /// Makes the files of [#output] the step's result, durably and all at once. Where the step has a
  /// result from which a file was released, that file is put back.
  public StepResult commit(Map<String, Double> facts, Map<String, String> provenance) {
    Path output = output();
    try {
      if (Files.exists(folder)) {
        DurableFiles.moveMissing(output, folder);
      } else {
        ResultFile.write(output, facts, provenance);
        DurableFiles.syncAll(output);
        Files.createDirectories(folder.getParent());
        DurableFiles.move(output, folder);
      }
      DurableFiles.deleteTree(work);
      return ResultFile.read(key, folder);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Deletes the step's work folder.
  void discard() {
    try {
      DurableFiles.deleteTree(work);
    } catch (IOException e) {
      throw IoFailure.of(e, work);
    }
  }

  /// Gives the claim back. What lies in [#checkpoint] is for whoever claims the step next.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw IoFailure.of(e, work);
    }
  }

  private static Path made(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw IoFailure.of(e, path);
    }
  }
}
