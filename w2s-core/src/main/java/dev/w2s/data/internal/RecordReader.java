package dev.w2s.data.internal;

import dev.w2s.data.Source;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Reads the records of a source one after another, in the source's order; what is held at a time
/// does not grow with the file.
public final class RecordReader {
  private RecordReader() {}

  /// Gives each record to `action`. Rows that cannot be read go to `problems` and reading goes on;
  /// a file that cannot be read at all goes there too.
  public static void read(Source source, Problems problems, Consumer<SourceRecord> action) {
    switch (source) {
      case Source.File file -> readWhile(file.path(), problems, all(action));
      case Source.Hub hub -> readWhile(hub.path(), problems, all(action));
      case Source.WordNet wordNet -> WordNetRecords.read(wordNet.relation(), action);
    }
  }

  private static Predicate<SourceRecord> all(Consumer<SourceRecord> action) {
    return record -> {
      action.accept(record);
      return true;
    };
  }

  /// Gives the records of a file to `action` until it says that this was the last: what lies behind
  /// is not decoded.
  public static void readWhile(Path file, Problems problems, Predicate<SourceRecord> action) {
    Counter records = new Counter(action);
    try {
      FileKind kind = FileKind.of(requireFile(file));
      readKind(file, kind, problems, records);
      if (records.row == 0 && problems.isEmpty()) {
        problems.add(Problem.in(file, "the file holds no records"));
      }
    } catch (BadInputException e) {
      problems.take(e);
    }
  }

  private static void readKind(Path file, FileKind kind, Problems problems, Counter records) {
    try {
      switch (kind.format()) {
        case JSON_LINES -> JsonLines.read(file, kind, problems, records);
        case COMMAS, TABS -> SeparatedValues.read(file, kind, problems, records);
        case PARQUET -> ParquetFile.read(file, records);
      }
    } catch (CharacterCodingException e) {
      throw broken(file, records, "the text is not UTF-8");
    } catch (IOException e) {
      if (kind.compression() == FileKind.Compression.NONE) {
        throw IoFailure.of(e, file);
      }
      throw broken(file, records, "cannot be decompressed; the file is cut short or corrupt");
    }
  }

  private static BadInputException broken(Path file, Counter records, String message) {
    return new BadInputException(
        Problem.in(file, message + " (the last readable row is " + records.row + ")"));
  }

  static Path requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(Problem.in(file, "this is a folder; name a file in it"));
    }
    if (!Files.exists(file)) {
      throw new BadInputException(Problem.in(file, "there is no such file"));
    }
    if (!Files.isReadable(file)) {
      throw new BadInputException(Problem.in(file, "the file may not be read: permission denied"));
    }
    return file;
  }

  /// Passes records on and remembers how far reading came.
  private static final class Counter implements Predicate<SourceRecord> {
    private final Predicate<SourceRecord> action;
    private long row;

    Counter(Predicate<SourceRecord> action) {
      this.action = action;
    }

    @Override
    public boolean test(SourceRecord record) {
      row = record.row();
      return action.test(record);
    }
  }
}
