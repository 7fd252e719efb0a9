package dev.w2s.data.internal;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Text files of columns with a header. Every value is the text that stands in the file: no types
/// are guessed.
final class SeparatedValues {
  private SeparatedValues() {}

  static void read(Path file, FileKind kind, Problems problems, Predicate<SourceRecord> action)
      throws IOException {
    try (InputStream in = kind.open(file);
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())) {
      if (kind.format() == FileKind.Format.TABS) {
        rows(file, tabs(new Text(text)), problems, action);
      } else {
        readCommas(file, new Text(text), problems, action);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void readCommas(
      Path file, Text text, Problems problems, Predicate<SourceRecord> action) {
    boolean whole;
    try {
      whole = rows(file, commas(text), problems, action);
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new BadInputException(Problem.in(file, e.getMessage() + ": " + cause.getMessage()));
    }
    if (whole && text.quotes % 2 != 0) {
      problems.add(
          Problem.in(
              file,
              "the number of double quotes is odd: a quoted value is never closed, or a quote"
                  + " within a value is not doubled"));
    }
  }

  /// @return whether the file was read to its end
  private static boolean rows(
      Path file, Iterator<List<String>> rows, Problems problems, Predicate<SourceRecord> action) {
    if (!rows.hasNext()) {
      return true;
    }
    List<String> header = header(file, rows.next());
    long row = 0;
    while (rows.hasNext()) {
      row++;
      List<String> values = rows.next();
      if (values.size() != header.size()) {
        problems.add(Problem.atRow(file, row, uneven(header, values)));
      } else if (!action.test(new SourceRecord(file, row, fields(header, values)))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> header(Path file, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new BadInputException(
            Problem.in(file, "the header names the column '" + name + "' twice"));
      }
    }
    return names;
  }

  private static String uneven(List<String> header, List<String> values) {
    return "the row has "
        + values.size()
        + (values.size() == 1 ? " column" : " columns")
        + " but the header names "
        + header.size()
        + ": "
        + String.join(", ", header);
  }

  private static ObjectNode fields(List<String> header, List<String> values) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < header.size(); i++) {
      fields.put(header.get(i), values.get(i));
    }
    return fields;
  }

  private static Iterator<List<String>> commas(Text text) {
    return CsvReader.builder()
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .ofCsvRecord(text)
        .stream()
        .map(CsvRecord::getFields)
        .iterator();
  }

  private static Iterator<List<String>> tabs(Text text) {
    return new BufferedReader(text)
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> List.of(line.split("\t", -1)))
        .iterator();
  }

  /// The file's characters without a byte order mark; counts quotes, since the parser takes one
  /// that is never closed for the end of the file.
  private static final class Text extends FilterReader {
    private boolean started;
    private long quotes;

    Text(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
      int n = super.read(chars, offset, length);
      if (!started && n > 0) {
        started = true;
        if (chars[offset] == '\uFEFF') {
          System.arraycopy(chars, offset + 1, chars, offset, --n);
        }
      }
      if (n == 0) {
        return read(chars, offset, length);
      }
      for (int i = offset; i < offset + n; i++) {
        quotes += chars[i] == '"' ? 1 : 0;
      }
      return n;
    }
  }
}
