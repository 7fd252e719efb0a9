package dev.w2s.data.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// Files of one JSON object a line that this program writes for itself: numbers come back as the
/// same bits.
public final class RowFile {
  private RowFile() {}

  /// Writes rows in order. The file is replaced; other files are left alone.
  public static void write(Path file, Stream<?> rows) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Iterator<?> i = rows.iterator(); i.hasNext(); ) {
        out.write(Json.MAPPER.writeValueAsString(i.next()));
        out.write('\n');
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Opens a file for reading row by row.
  public static Reader open(Path file) {
    try {
      return new Reader(file, Files.newBufferedReader(file));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// The rows of a file.
  public static final class Reader implements AutoCloseable {
    private final Path file;
    private final BufferedReader in;
    private long row;

    private Reader(Path file, BufferedReader in) {
      this.file = file;
      this.in = in;
    }

    /// The next row.
    ///
    /// @throws BadInputException where there is none, or it is not what this program writes
    public <R, T> T next(Class<R> type, Function<R, T> made) {
      return next(line -> made.apply(Json.MAPPER.readValue(line, type)));
    }

    /// The next row, of which some fields may be absent and are null then.
    ///
    /// @throws BadInputException where there is none, or it is not what this program writes
    public <R> R next(Class<R> type, List<String> optional) {
      return next(type, optional, row -> row);
    }

    /// The same, made into something else.
    public <R, T> T next(Class<R> type, List<String> optional, Function<R, T> made) {
      return next(line -> {
        ObjectNode node = Json.MAPPER.readValue(line, ObjectNode.class);
        optional.stream().filter(name -> !node.has(name)).forEach(node::putNull);
        return made.apply(Json.MAPPER.treeToValue(node, type));
      });
    }

    private <T> T next(Function<String, T> made) {
      row++;
      try {
        String line = in.readLine();
        if (line == null) {
          throw bad("the file ends here, before its last row");
        }
        return made.apply(line);
      } catch (IOException e) {
        throw IoFailure.of(e, file);
      } catch (JacksonException e) {
        throw bad("this is not as it was written: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        throw bad("this is not as it was written: " + e.getMessage());
      }
    }

    private BadInputException bad(String message) {
      return new BadInputException(Problem.atRow(file, row, message));
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw IoFailure.of(e, file);
      }
    }
  }
}
