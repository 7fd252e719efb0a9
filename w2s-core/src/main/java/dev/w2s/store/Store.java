package dev.w2s.store;

import dev.w2s.file.DurableFiles;
import dev.w2s.file.LockFile;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.internal.BeatFile;
import dev.w2s.store.internal.ResultFile;
import dev.w2s.store.internal.RunFiles;
import dev.w2s.store.internal.SealFile;
import dev.w2s.store.internal.StudyRecords;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Results under their keys. A result is there whole or not at all: it is made in a work folder and
/// moved into place by one rename. Any number of processes may use one store; a step is computed by
/// the one that holds its claim.
public final class Store {
  /// The layout this version reads and writes.
  public static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path root;

  /// Results that were read: once committed, one never changes.
  private final Map<StepKey, StepResult> read = new ConcurrentHashMap<>();

  private final Map<Path, StudyRecords.Dated> plans = new ConcurrentHashMap<>();

  private Store(Path root) {
    this.root = root;
  }

  /// Opens a store, and makes it where there is none.
  ///
  /// @throws BadInputException where the folder cannot be used, or a newer version wrote it
  public static Store open(Path root) {
    try {
      Files.createDirectories(root);
      prepare(root);
      return new Store(root);
    } catch (IOException e) {
      throw IoFailure.of(e, root);
    }
  }

  /// A store that is only looked at: nothing is made, and a folder that is not there is a store
  /// without results.
  ///
  /// @throws BadInputException where a newer version wrote it
  public static Store view(Path root) {
    Path format = root.resolve("format.json");
    try {
      if (Files.exists(format)) {
        requireFormat(format);
      }
      return new Store(root);
    } catch (IOException e) {
      throw IoFailure.of(e, format);
    }
  }

  /// Where it lies.
  public Path root() {
    return root;
  }

  /// A step's result, if it has been committed.
  public Optional<StepResult> find(StepKey key) {
    Path folder = folder(key);
    return Files.isRegularFile(folder.resolve(ResultFile.NAME))
        ? Optional.of(read.computeIfAbsent(key, k -> ResultFile.read(k, folder)))
        : Optional.empty();
  }

  /// The right to compute a step, held against all other processes until closed; empty where
  /// another holds it.
  public Optional<Claim> claim(StepKey key) {
    Path locks = root.resolve("locks");
    try {
      Optional<LockFile> lock = LockFile.take(locks, key.hex() + ".lock");
      return lock.isEmpty()
          ? Optional.empty()
          : Optional.of(Claim.of(key, work(key), folder(key), lock.get()));
    } catch (IOException e) {
      throw IoFailure.of(e, locks);
    }
  }

  /// Which plan opened the final rows of some records; empty where none did.
  ///
  /// @param records the [dev.w2s.study.Plan#records] of a plan
  public Optional<Seal> seal(StepKey records) {
    return SealFile.read(seals(records));
  }

  /// Says that a plan opens the final rows of some records, unless one has.
  ///
  /// @return the seal that is there then
  public Seal open(StepKey records, Seal seal) {
    Path lock = root.resolve("locks").resolve(records.hex() + ".seal.lock");
    // A lock of a file is the process's: its own threads take turns before.
    synchronized (Store.class) {
      try {
        Files.createDirectories(lock.getParent());
        try (FileChannel channel =
                FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.lock()) {
          Optional<Seal> before = seal(records);
          if (before.isEmpty() && held.isValid()) {
            SealFile.write(seals(records), seal);
          }
          return before.orElse(seal);
        }
      } catch (IOException e) {
        throw IoFailure.of(e, lock);
      }
    }
  }

  private Path seals(StepKey records) {
    return root.resolve("seals").resolve(records.hex() + ".json");
  }

  /// Drops a file of a result that can be computed again, to save space, unless some study asked to
  /// [#keep] it. The result stays.
  public void release(StepKey key, String file) {
    Path path = folder(key).resolve(file);
    try {
      if (!Files.exists(path.resolveSibling(kept(file)))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw IoFailure.of(e, path);
    }
  }

  /// Protects a file of a result from [#release], whichever study asks for that.
  public void keep(StepKey key, String file) {
    Path mark = folder(key).resolve(kept(file));
    try {
      if (!Files.exists(mark)) {
        DurableFiles.write(mark, new byte[0]);
      }
    } catch (IOException e) {
      throw IoFailure.of(e, mark);
    }
  }

  /// Deletes what is left of a step's work by a process that died between the commit and its
  /// clean-up.
  public void tidy(StepKey key) {
    if (find(key).isPresent() && Files.exists(work(key))) {
      claim(key)
          .ifPresent(claim -> {
            try (claim) {
              claim.discard();
            }
          });
    }
  }

  /// The keys of all results that begin with these digits, in order.
  public List<StepKey> keys(String prefix) {
    return keysIn(root.resolve("steps"), 2, prefix);
  }

  private static List<StepKey> keysIn(Path folder, int depth, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found
          .map(p -> p.getFileName().toString())
          .filter(n -> n.length() == 64 && n.startsWith(prefix))
          .map(StepKey::new)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Remembers a study that is run on this store; one of the same name is replaced.
  public void record(StudyRecord study) {
    StudyRecords.write(studyFolders(), study);
  }

  /// The studies that were run on this store, in the order of their names.
  public List<StudyRecord> studies() {
    return StudyRecords.readAll(studyFolders(), plans);
  }

  /// How the latest run of a study is; empty where it was never run, or is of an older version.
  public Optional<RunState> run(String study) {
    return RunFiles.read(studyFolders().resolve(study));
  }

  /// Whether the latest run of a study was written by the user that this process belongs to; false
  /// where a file does not say whose it is.
  public boolean isOwnRun(String study) {
    return RunFiles.isOwn(studyFolders().resolve(study));
  }

  /// How far a step is that some process computes, or computed when it died; its newest lines.
  ///
  /// @param from how many of its lines are known already
  public List<StepBeat> beats(StepKey key, int from) {
    return BeatFile.read(work(key), from);
  }

  /// The steps that have a work folder: they are computed now, or were when their process died.
  public List<StepKey> inFlight() {
    return keysIn(root.resolve("work"), 1, "");
  }

  /// Remembers where a study's report was written.
  public void registerReport(String study, Path folder) {
    RunFiles.writeReport(studyFolders().resolve(study), folder.toAbsolutePath().normalize());
  }

  /// Where a study's report was written; empty where none was.
  public Optional<Path> report(String study) {
    return RunFiles.readReport(studyFolders().resolve(study));
  }

  /// Asks the process that runs a study to stop as Ctrl-C does: what is finished is kept.
  ///
  /// @throws BadInputException where no study of that name was run here
  public void requestStop(String study) {
    RunFiles.requestStop(studyFolders().resolve(study));
  }

  /// The journal of a run of a study; remembers the study.
  ///
  /// @param origin who runs it
  public RunJournal journal(StudyRecord study, RunOrigin origin) {
    record(study);
    return RunJournal.of(studyFolders().resolve(study.name()), this::work, origin);
  }

  /// Where what a run said is kept that nobody sees in a terminal.
  ///
  /// @param study that was run here
  public Path runLog(String study) {
    return studyFolders().resolve(study).resolve("run.log");
  }

  private Path studyFolders() {
    return root.resolve("studies");
  }

  private static String kept(String file) {
    return file + ".keep";
  }

  private Path folder(StepKey key) {
    return root.resolve("steps").resolve(key.hex().substring(0, 2)).resolve(key.hex());
  }

  private Path work(StepKey key) {
    return root.resolve("work").resolve(key.hex());
  }

  // A store's first file is its format, so a folder that held something before the format was
  // looked for, and lacks it, is no store that another process just made.
  private static void prepare(Path root) throws IOException {
    List<String> before = strangers(root);
    Path format = root.resolve("format.json");
    if (Files.exists(format)) {
      requireFormat(format);
    } else if (before.isEmpty()) {
      DurableFiles.write(
          format, ("{\"format\": " + FORMAT + "}\n").getBytes(StandardCharsets.UTF_8));
    } else {
      throw new BadInputException(
          Problem.in(
              root,
              "this folder is not a store and not empty (it holds %s); name another with --store"
                  .formatted(before.getFirst())));
    }
  }

  private static void requireFormat(Path file) throws IOException {
    int format = format(Files.readString(file));
    if (format < 1) {
      throw new BadInputException(
          Problem.in(
              file, "this is not a store's format file; expected {\"format\": " + FORMAT + "}"));
    }
    if (format > FORMAT) {
      throw new BadInputException(
          Problem.in(
              file,
              "this store has format %d and this version of w2s knows up to %d; use a newer w2s, or name another folder with --store"
                  .formatted(format, FORMAT)));
    }
  }

  private static int format(String json) {
    try {
      JsonNode format = JSON.readTree(json).path("format");
      return format.isInt() ? format.asInt() : 0;
    } catch (JacksonException broken) {
      return 0;
    }
  }

  private static List<String> strangers(Path root) throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      // What a killed process left while it made the store is no reason to refuse it.
      return entries
          .map(p -> p.getFileName().toString())
          .filter(name -> !DurableFiles.isTemporary(name))
          .limit(3)
          .toList();
    }
  }
}
