package dev.w2s.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Written answers as a `jsonl` file of the store: a first line `{"rows": n}`, then `{"id": ...,
/// "text": ..., "logProbability": ...}` in order, with a `"share"` where answers were voted on.
public final class WrittenAnswerFiles {
  private record Header(int rows) {}

  private record Row(
      String id,
      String text,
      double logProbability,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double share) {
    static Row of(WrittenAnswer answer) {
      OptionalDouble share = answer.share();
      return new Row(
          answer.id(),
          answer.text(),
          answer.logProbability(),
          share.isPresent() ? share.getAsDouble() : null);
    }

    WrittenAnswer answer() {
      return new WrittenAnswer(
          id,
          text,
          logProbability,
          share == null ? OptionalDouble.empty() : OptionalDouble.of(share));
    }
  }

  private WrittenAnswerFiles() {}

  /// Writes answers.
  public static void write(Path file, List<WrittenAnswer> answers) {
    Stream<Row> rows = answers.stream().map(Row::of);
    RowFile.write(file, Stream.concat(Stream.of(new Header(answers.size())), rows));
  }

  /// Reads what [#write] wrote, in its order.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is cut short or otherwise not as it
  ///   was written
  public static List<WrittenAnswer> read(Path file) {
    try (RowFile.Reader in = RowFile.open(file)) {
      int rows = in.next(Header.class, Header::rows);
      List<WrittenAnswer> answers = new ArrayList<>(rows);
      for (int i = 0; i < rows; i++) {
        answers.add(in.next(Row.class, List.of("share"), Row::answer));
      }
      return answers;
    }
  }
}
