package dev.w2s.data;

import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Written answers as a `jsonl` file of the store: a first line `{"rows": n}`, then `{"id": ...,
/// "text": ..., "logProbability": ...}` in order.
public final class WrittenAnswerFiles {
  private record Header(int rows) {}

  private WrittenAnswerFiles() {}

  /// Writes answers.
  public static void write(Path file, List<WrittenAnswer> answers) {
    RowFile.write(file, Stream.concat(Stream.of(new Header(answers.size())), answers.stream()));
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
        answers.add(in.next(WrittenAnswer.class, Function.identity()));
      }
      return answers;
    }
  }
}
