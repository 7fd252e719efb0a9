package dev.w2s.predict.internal;

import dev.w2s.data.LabelledRow;
import dev.w2s.file.DurableFiles;
import dev.w2s.file.FolderLock;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The folder `OUTPUT.part`, in which finished rows wait for the others:
///
/// ```
/// lock            held by the process that works on it; dies with it
/// manifest.json   what the rows are made of, and how many the input has
/// chunk-000000    the first rows, under this name once they are whole
/// output/         the output while it is put together
/// ```
public final class WorkFolder implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String MANIFEST = "manifest.json";

  private record Begun(Manifest of, long rows) {}

  private final Path output;
  private final Path folder;
  private final FolderLock lock;

  private WorkFolder(Path output, Path folder, FolderLock lock) {
    this.output = output;
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes the folder, which is made where it is not there.
  ///
  /// @param output the file that its rows are for
  /// @throws BadInputException where the output is there and was not begun here, or another process
  ///   works on it
  public static WorkFolder open(Path output) {
    Path folder = output.resolveSibling(output.getFileName() + ".part");
    if (Files.exists(output) && !Files.exists(folder.resolve(MANIFEST))) {
      throw bad(output, "is there already; name another file, or delete it");
    }
    try {
      FolderLock lock =
          FolderLock.take(folder)
              .orElseThrow(() ->
                  bad(folder, "another process works on it; wait for it, or name another output"));
      return new WorkFolder(output, folder, lock);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Begins the work, or goes on with it where it was begun with the same.
  ///
  /// @param count counts the rows of the input, after it was found to be right
  /// @return how many rows the input has
  /// @throws BadInputException where it was begun with another model, input or settings
  public long begun(Manifest asked, LongSupplier count) {
    Path file = folder.resolve(MANIFEST);
    try {
      if (Files.exists(file)) {
        Begun before = read(file);
        requireSame(before.of(), asked);
        return before.rows();
      }
      Begun now = new Begun(asked, count.getAsLong());
      // A folder without a manifest may hold what was left when it was being deleted.
      deleteFinished();
      DurableFiles.write(file, JSON.writeValueAsString(now).getBytes(StandardCharsets.UTF_8));
      return now.rows();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static Begun read(Path file) {
    try {
      return JSON.readValue(file, Begun.class);
    } catch (JacksonException e) {
      throw bad(file, "is not as it was written; delete its folder to begin anew");
    }
  }

  private void requireSame(Manifest before, Manifest asked) {
    List<String> differences = before.differences(asked);
    if (!differences.isEmpty()) {
      throw bad(
          folder,
          "holds rows that were labelled with "
              + String.join(", ", differences)
              + "; delete it to begin anew, or name another output");
    }
  }

  /// Whether the output is whole, and only this folder is left to delete.
  public boolean isDelivered() {
    return Files.exists(output);
  }

  /// How many chunks from the first are finished and intact.
  ///
  /// @param rows of the input
  /// @param size rows of a chunk
  public int finished(long rows, int size) {
    int chunk = 0;
    for (long start = 0; start < rows; start += size) {
      long expected = Math.min(size, rows - start);
      if (find(chunk).filter(found -> found.size() == expected).isEmpty()) {
        return chunk;
      }
      chunk++;
    }
    return chunk;
  }

  /// Keeps a chunk: once this returns, it outlives the process and a loss of power.
  public void write(int chunk, List<LabelledRow> rows) {
    try {
      ChunkFile.write(file(chunk), rows);
    } catch (IOException e) {
      throw IoFailure.of(e, file(chunk));
    }
  }

  /// The rows of a finished chunk.
  public List<LabelledRow> read(int chunk) {
    return find(chunk)
        .orElseThrow(() ->
            new FailedException(
                file(chunk) + " was damaged meanwhile; run the same command again"));
  }

  private Optional<List<LabelledRow>> find(int chunk) {
    try {
      return ChunkFile.read(file(chunk));
    } catch (IOException e) {
      throw IoFailure.of(e, file(chunk));
    }
  }

  private Path file(int chunk) {
    return folder.resolve("chunk-%06d".formatted(chunk));
  }

  /// Where the output is to be put together; nothing else lies beside it.
  public Path unfinished() {
    Path place = folder.resolve("output");
    try {
      DurableFiles.deleteTree(place);
      return Files.createDirectory(place).resolve(output.getFileName());
    } catch (IOException e) {
      throw IoFailure.of(e, place);
    }
  }

  /// Moves the output, now whole, to its place.
  public void deliver() {
    Path place = folder.resolve("output");
    try {
      DurableFiles.syncAll(place);
      DurableFiles.move(place.resolve(output.getFileName()), output);
    } catch (IOException e) {
      throw IoFailure.of(e, output);
    }
  }

  /// Deletes the folder, the manifest last: where that is cut short, it is known what it was.
  public void delete() {
    try {
      deleteFinished();
      lock.delete();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private void deleteFinished() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(WorkFolder::isFinished).toList()) {
        DurableFiles.deleteTree(path);
      }
    }
  }

  private static boolean isFinished(Path path) {
    String name = path.getFileName().toString();
    return !name.equals(MANIFEST) && !name.equals(FolderLock.NAME);
  }

  private static BadInputException bad(Path place, String message) {
    return new BadInputException(Problem.in(place, message));
  }

  /// Gives the folder back; what is finished stays for whoever takes it next. Where nothing was
  /// begun, no folder stays.
  @Override
  public void close() {
    try {
      if (Files.exists(folder.resolve(MANIFEST)) || !Files.exists(folder)) {
        lock.close();
      } else {
        lock.delete();
      }
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }
}
