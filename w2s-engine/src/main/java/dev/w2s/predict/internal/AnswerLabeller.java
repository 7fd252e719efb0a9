package dev.w2s.predict.internal;

import dev.w2s.data.LabelColumns.Column;
import dev.w2s.data.LabelledRow;
import dev.w2s.data.TextRow;
import dev.w2s.generate.Completion;
import dev.w2s.generate.Generation;
import dev.w2s.generate.Generator;
import dev.w2s.model.LoadedWriter;
import dev.w2s.study.Precision;
import dev.w2s.train.Progress;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// What a decoder writes behind texts: the likeliest tokens up to the line's end, as a study asks
/// its students.
///
/// @param answerTokens tokens that an answer has at most
/// @param precision of matrix products
public record AnswerLabeller(LoadedWriter writer, int answerTokens, Precision precision)
    implements Labeller {
  private static final String LINE_END = "\n";

  @Override
  public List<Column> columns() {
    return List.of(new Column.Text("answer"), new Column.Numeric("log_probability"));
  }

  @Override
  public List<List<JsonNode>> say(
      List<TextRow> rows, Progress progress, BooleanSupplier cancelled) {
    return Generator.of(writer.model(), precision)
        .progress(progress)
        .cancelledWhen(cancelled)
        .generate(
            rows.stream().map(row -> row.texts().getFirst()).toList(),
            Generation.greedy(answerTokens, LINE_END))
        .stream()
        .map(completions -> said(completions.getFirst()))
        .toList();
  }

  private static List<JsonNode> said(Completion answer) {
    return List.of(
        LabelledRow.text(answer.text().strip()),
        LabelledRow.number((float) answer.logProbability()));
  }
}
