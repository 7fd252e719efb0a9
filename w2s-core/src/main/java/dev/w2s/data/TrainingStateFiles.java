package dev.w2s.data;

import dev.w2s.data.internal.RowFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// States of a training as a `jsonl` file of the store: a first line `{"rows": n, "steps": [...],
/// "all": m}`, then `{"id": ..., "probabilities": [[...], ...]}` in order.
public final class TrainingStateFiles {
  private record Header(int rows, List<Integer> steps, int all) {}

  private TrainingStateFiles() {}

  /// Writes states. Numbers are written with the fewest digits that give the same bits again.
  public static void write(Path file, TrainingStates states) {
    Header header = new Header(states.rows().size(), states.steps(), states.all());
    RowFile.write(file, Stream.concat(Stream.of(header), states.rows().stream()));
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws dev.w2s.problem.BadInputException where the file is cut short or otherwise not as it
  ///   was written
  public static TrainingStates read(Path file) {
    try (RowFile.Reader in = RowFile.open(file)) {
      Header header = in.next(Header.class, Function.identity());
      List<TrainingStates.Row> rows = new ArrayList<>(header.rows());
      for (int i = 0; i < header.rows(); i++) {
        rows.add(in.next(TrainingStates.Row.class, row -> row.ofPoints(header.steps().size())));
      }
      return new TrainingStates(header.steps(), header.all(), rows);
    }
  }
}
