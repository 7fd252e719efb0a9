package dev.w2s.train.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// The checkpoints of one training in a folder of its own: the last two, so that a damaged one
/// costs little.
public final class Checkpoints {
  private static final int KEPT = 2;

  /// Checkpoints may take this share of the time at most: on a slow disk they come less often.
  private static final double SHARE = 0.05;

  private final Path folder;
  private final Duration every;
  private final String training;
  private long last = System.nanoTime();
  private long took;

  /// @param every time from one checkpoint to the next
  /// @param training fingerprint; checkpoints of any other training are passed over
  public Checkpoints(Path folder, Duration every, String training) {
    this.folder = folder;
    this.every = every;
    this.training = training;
  }

  /// Whether it is time for one.
  boolean due() {
    return System.nanoTime() - last >= Math.max(every.toNanos(), (long) (took / SHARE));
  }

  /// Writes a checkpoint, and deletes what it replaces.
  void write(LoopState state, GeneratorState generator, List<Tensor> tensors) {
    long start = System.nanoTime();
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(String.format(Locale.ROOT, "checkpoint-%08d.bin", state.done()));
      var header =
          new CheckpointFile.Header(
              training, state, generator.bytes(), CheckpointFile.sizes(tensors));
      CheckpointFile.write(file, header, tensors);
      deleteAllBut(KEPT);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
    last = System.nanoTime();
    took = last - start;
  }

  /// Sets tensors and libtorch's generator to the newest intact checkpoint.
  ///
  /// @return its state; empty where there is none, and then nothing was touched
  Optional<LoopState> restore(List<Tensor> tensors) {
    try {
      deleteTemporary();
      for (Path file : newestFirst()) {
        Optional<CheckpointFile.Header> header = CheckpointFile.read(file, training, tensors);
        if (header.isPresent()) {
          new GeneratorState(header.get().generator()).restore();
          return header.map(CheckpointFile.Header::state);
        }
        Files.delete(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Deletes all checkpoints of a folder; other files stay.
  public static void delete(Path folder) {
    new Checkpoints(folder, Duration.ZERO, "").deleteAll();
  }

  private void deleteAll() {
    try {
      deleteAllBut(0);
      deleteTemporary();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private void deleteAllBut(int kept) throws IOException {
    List<Path> files = newestFirst();
    for (Path file : files.subList(Math.min(kept, files.size()), files.size())) {
      Files.delete(file);
    }
  }

  // What killed processes left of checkpoints they were writing.
  private void deleteTemporary() throws IOException {
    for (Path file : files(DurableFiles::isTemporary)) {
      Files.delete(file);
    }
  }

  private List<Path> newestFirst() throws IOException {
    return files(name -> name.matches("checkpoint-[0-9]+\\.bin")).reversed();
  }

  private List<Path> files(Predicate<String> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> wanted.test(file.getFileName().toString())).sorted().toList();
    }
  }
}
