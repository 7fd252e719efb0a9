package dev.w2s.data.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelWriter;
import dev.w2s.data.LabelledRow;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Predictions in columns with a header. With tabs, where nothing is quoted, tabs and line breaks
/// within a value become blanks.
public final class SeparatedValuesWriter implements LabelWriter {
  private static final Pattern BREAKS = Pattern.compile("[\t\r\n]+");

  private final Path file;
  private final boolean tabs;
  private final LabelColumns columns;
  private final Writer out;
  private final CsvWriter csv;

  public SeparatedValuesWriter(Path file, FileKind kind, LabelColumns columns) throws IOException {
    this.file = file;
    this.tabs = kind.format() == FileKind.Format.TABS;
    this.columns = columns;
    this.out = kind.create(file);
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    write(columns.names());
  }

  @Override
  public void add(LabelledRow row) {
    write(FlatRow.cells(row, columns));
  }

  private void write(List<String> cells) {
    try {
      if (tabs) {
        out.write(
            String.join(
                "\t", cells.stream().map(cell -> BREAKS.matcher(cell).replaceAll(" ")).toList()));
        out.write('\n');
      } else {
        csv.writeRecord(cells);
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (UncheckedIOException e) {
      throw IoFailure.of(new IOException(e.getMessage(), e), file);
    }
  }

  @Override
  public void close() {
    try {
      csv.flush();
      out.close();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
