package dev.w2s.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Examples as a `jsonl` file of the store: a first line `{"classes": [...], "train": n, "test":
/// m}`, then the rows of `train` and of `test`. Where there are further test sets, the first line
/// also has `"tests": {name: rows, ...}`, and their rows follow in this order; where examples are
/// comparisons, it has `"comparisons": true`.
public final class ExampleFiles {
  private record Header(
      List<String> classes,
      int train,
      int test,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Integer> tests,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean comparisons) {
    static Header of(Examples examples) {
      Map<String, Integer> tests = new LinkedHashMap<>();
      examples.tests().forEach((name, rows) -> tests.put(name, rows.size()));
      return new Header(
          examples.classes(),
          examples.train().size(),
          examples.test().size(),
          tests.isEmpty() ? null : tests,
          examples.comparisons() ? true : null);
    }
  }

  private record Row(
      String id,
      String group,
      List<String> texts,
      int label,
      @Nullable Double difficulty,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reference answer) {
    static Row of(Example example) {
      OptionalDouble difficulty = example.difficulty();
      return new Row(
          example.id(),
          example.group(),
          example.texts(),
          example.label(),
          difficulty.isPresent() ? difficulty.getAsDouble() : null,
          example.reference().orElse(null));
    }

    Example example() {
      OptionalDouble hardness =
          difficulty == null ? OptionalDouble.empty() : OptionalDouble.of(difficulty);
      return new Example(id, group, texts, label, hardness, Optional.ofNullable(answer));
    }
  }

  private ExampleFiles() {}

  /// Writes examples; the same examples give the same bytes.
  public static void write(Path file, Examples examples) {
    Stream<Example> further = examples.tests().values().stream().flatMap(List::stream);
    Stream<Example> own = Stream.concat(examples.train().stream(), examples.test().stream());
    Stream<Row> rows = Stream.concat(own, further).map(Row::of);
    RowFile.write(file, Stream.concat(Stream.of(Header.of(examples)), rows));
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is cut short or otherwise not as it
  ///   was written
  public static Examples read(Path file) {
    try (RowFile.Reader in = RowFile.open(file)) {
      Header header = in.next(Header.class, List.of("tests", "comparisons"));
      List<Example> train = rows(in, header.train());
      List<Example> test = rows(in, header.test());
      Map<String, List<Example>> tests = new LinkedHashMap<>();
      if (header.tests() != null) {
        header.tests().forEach((name, n) -> tests.put(name, rows(in, n)));
      }
      boolean comparisons = Boolean.TRUE.equals(header.comparisons());
      return new Examples(header.classes(), train, test, tests, comparisons);
    }
  }

  private static List<Example> rows(RowFile.Reader in, int n) {
    List<Example> rows = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      rows.add(in.next(Row.class, List.of("answer"), Row::example));
    }
    return rows;
  }
}
