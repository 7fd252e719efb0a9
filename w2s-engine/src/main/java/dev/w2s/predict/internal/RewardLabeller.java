package dev.w2s.predict.internal;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelColumns.Column;
import dev.w2s.data.LabelledRow;
import dev.w2s.data.TextRow;
import dev.w2s.model.LoadedRewardModel;
import dev.w2s.study.Precision;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The scores of texts, and, where a row has two, how probably the first is preferred.
///
/// @param compared whether a row has two texts
/// @param maxTokens longer texts are truncated to so many tokens
/// @param precision of matrix products
public record RewardLabeller(
    LoadedRewardModel model, boolean compared, int maxTokens, Precision precision)
    implements Labeller {
  private static final List<String> CLASSES = List.of("first", "second");

  @Override
  public List<Column> columns() {
    return compared
        ? Stream.concat(
                LabelColumns.ofClasses(CLASSES).stream(),
                CLASSES.stream().map(name -> new Column.Numeric("score_" + name)))
            .toList()
        : List.of(new Column.Numeric("score"));
  }

  /// Every text is scored by itself.
  @Override
  public List<List<JsonNode>> say(
      List<TextRow> rows, Progress progress, BooleanSupplier cancelled) {
    List<String> texts = rows.stream().flatMap(row -> row.texts().stream()).toList();
    int each = compared ? 2 : 1;
    float[][] scores =
        Predictor.scores(
            model,
            model.encoded(texts, maxTokens),
            precision,
            (done, all, loss) -> progress.advanced(done / each, all / each, loss),
            cancelled);
    return IntStream.range(0, rows.size())
        .mapToObj(row ->
            compared
                ? preferred(scores[2 * row][0], scores[2 * row + 1][0])
                : List.of(LabelledRow.number(scores[row][0])))
        .toList();
  }

  private static List<JsonNode> preferred(float first, float second) {
    double difference = (double) first - second;
    List<JsonNode> said =
        new ArrayList<>(
            LabelledRow.ofClasses(
                CLASSES, new float[] {sigmoid(difference), sigmoid(-difference)}));
    said.add(LabelledRow.number(first));
    said.add(LabelledRow.number(second));
    return said;
  }

  private static float sigmoid(double x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
