package dev.w2s.data;

import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Examples as a `jsonl` file of the store: a first line `{"classes": [...], "train": n, "test":
/// m}`, then the rows of `train` and of `test`.
public final class ExampleFiles {
  private record Header(List<String> classes, int train, int test) {}

  private record Row(
      String id, String group, List<String> texts, int label, @Nullable Double difficulty) {
    static Row of(Example example) {
      OptionalDouble difficulty = example.difficulty();
      return new Row(
          example.id(),
          example.group(),
          example.texts(),
          example.label(),
          difficulty.isPresent() ? difficulty.getAsDouble() : null);
    }

    Example example() {
      OptionalDouble hardness =
          difficulty == null ? OptionalDouble.empty() : OptionalDouble.of(difficulty);
      return new Example(id, group, texts, label, hardness);
    }
  }

  private ExampleFiles() {}

  /// Writes examples; the same examples give the same bytes.
  public static void write(Path file, Examples examples) {
    Header header = new Header(examples.classes(), examples.train().size(), examples.test().size());
    Stream<Row> rows =
        Stream.concat(examples.train().stream(), examples.test().stream()).map(Row::of);
    RowFile.write(file, Stream.concat(Stream.of(header), rows));
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is cut short or otherwise not as it
  ///   was written
  public static Examples read(Path file) {
    try (RowFile.Reader in = RowFile.open(file)) {
      Header header = in.next(Header.class, Function.identity());
      List<Example> train = rows(in, header.train());
      return new Examples(header.classes(), train, rows(in, header.test()));
    }
  }

  private static List<Example> rows(RowFile.Reader in, int n) {
    List<Example> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rows.add(in.next(Row.class, Row::example));
    }
    return rows;
  }
}
