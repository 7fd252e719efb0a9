package dev.w2s.predict.internal;

import dev.w2s.data.LabelColumns.Column;
import dev.w2s.data.TextRow;
import dev.w2s.train.Progress;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// What a model says of the rows of a file.
public interface Labeller {
  /// The columns of what it says.
  List<Column> columns();

  /// What it says of each row, in the order of [#columns].
  ///
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  List<List<JsonNode>> say(List<TextRow> rows, Progress progress, BooleanSupplier cancelled);
}
