package dev.w2s.predict.internal;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelColumns.Column;
import dev.w2s.data.LabelledRow;
import dev.w2s.data.TextRow;
import dev.w2s.model.LoadedClassifier;
import dev.w2s.study.Precision;
import dev.w2s.text.EncodedText;
import dev.w2s.train.Predictor;
import dev.w2s.train.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// The classes of texts.
///
/// @param maxTokens longer texts are truncated to so many tokens
/// @param precision of matrix products
public record ClassLabeller(LoadedClassifier classifier, int maxTokens, Precision precision)
    implements Labeller {
  @Override
  public List<Column> columns() {
    return LabelColumns.ofClasses(classifier.labels());
  }

  @Override
  public List<List<JsonNode>> say(
      List<TextRow> rows, Progress progress, BooleanSupplier cancelled) {
    List<EncodedText> encoded =
        classifier.tokenizer().encode(rows.stream().map(TextRow::texts).toList(), maxTokens);
    float[][] said = Predictor.predict(classifier, encoded, precision, progress, cancelled);
    return Arrays.stream(said)
        .map(probabilities -> LabelledRow.ofClasses(classifier.labels(), probabilities))
        .toList();
  }
}
