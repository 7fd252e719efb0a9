package dev.w2s.data.internal;

import dev.w2s.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object a line. Blank lines are passed over, and counted.
final class JsonLines {
  private JsonLines() {}

  static void read(Path file, FileKind kind, Problems problems, Predicate<SourceRecord> action)
      throws IOException {
    try (InputStream in = kind.open(file)) {
      Lines lines = new Lines(in);
      byte[] line;
      while ((line = lines.next()) != null) {
        if (!isBlank(line)) {
          ObjectNode fields = parse(file, lines.row, line, problems);
          if (fields != null && !action.test(new SourceRecord(file, lines.row, fields))) {
            return;
          }
        }
      }
    }
  }

  private static @Nullable ObjectNode parse(Path file, long row, byte[] line, Problems problems) {
    try {
      JsonNode value = Json.MAPPER.readTree(line);
      if (value instanceof ObjectNode fields) {
        return fields;
      }
      String is = Json.kind(value);
      problems.add(Problem.atRow(file, row, "a row is a JSON object {...} but this is " + is));
    } catch (JacksonException e) {
      String at = "column " + Math.max(1, e.getLocation().getColumnNr());
      problems.add(Problem.atRow(file, row, "malformed JSON at " + at + ": " + cause(e)));
    }
    return null;
  }

  private static String cause(JacksonException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Lines as bytes: their text is decoded, and refused where it is not UTF-8, row by row.
  private static final class Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private long row;

    Lines(InputStream in) {
      this.in = in;
    }

    /// The next line without its end, or null after the last.
    byte @Nullable [] next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(256);
      boolean any = false;
      while (fill()) {
        any = true;
        int start = at;
        while (at < end && buffer[at] != '\n') {
          at++;
        }
        line.write(buffer, start, at - start);
        if (at < end) {
          at++;
          break;
        }
      }
      row++;
      return any ? line.toByteArray() : null;
    }

    private boolean fill() throws IOException {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(buffer));
      }
      return at < end;
    }
  }
}
