package dev.w2s.data;

import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Predictions as a `jsonl` file of the store: a first line `{"rows": n}`, then `{"id": ...,
/// "probabilities": [...]}` in order.
public final class PredictionFiles {
  private record Header(int rows) {}

  private PredictionFiles() {}

  /// Writes predictions. Numbers are written with the fewest digits that give the same bits again.
  public static void write(Path file, List<Prediction> predictions) {
    RowFile.write(
        file, Stream.concat(Stream.of(new Header(predictions.size())), predictions.stream()));
  }

  /// Reads what [#write] wrote, in its order.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is cut short or otherwise not as it
  ///   was written
  public static List<Prediction> read(Path file) {
    try (RowFile.Reader in = RowFile.open(file)) {
      int rows = in.next(Header.class, Header::rows);
      List<Prediction> predictions = new ArrayList<>(rows);
      for (int i = 0; i < rows; i++) {
        predictions.add(in.next(Prediction.class, Function.identity()));
      }
      return predictions;
    }
  }
}
