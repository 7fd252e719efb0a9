package dev.w2s.predict;

import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelWriter;
import dev.w2s.data.RowReading;
import dev.w2s.study.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/// A file whose rows are to be labelled.
///
/// @param input in any format that [dev.w2s.data.Source.File] reads
/// @param reading what is read of each of its records
/// @param output made; the ending of its name says the format
/// @param maxTokens longer texts are truncated to so many tokens
/// @param answerTokens tokens that an answer has at most; empty for as many as the model's files
///   say. Only of a model that writes
/// @param precision of matrix products
/// @param chunk rows that are finished together: what a killed process loses at most
public record FileJob(
    Path input,
    RowReading reading,
    Path output,
    int maxTokens,
    OptionalInt answerTokens,
    Precision precision,
    int chunk) {
  public FileJob {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(answerTokens, "answerTokens");
    Objects.requireNonNull(precision, "precision");
    LabelWriter.requireKnown(output);
    if (maxTokens < 1) {
      throw new IllegalArgumentException("max-tokens must be at least 1 but was " + maxTokens);
    }
    if (answerTokens.isPresent() && answerTokens.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "answer-tokens must be at least 1 but was " + answerTokens.getAsInt());
    }
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk must be at least 1 but was " + chunk);
    }
  }

  /// A file whose answers, if any, are as long as the model's files say.
  public FileJob(
      Path input, RowReading reading, Path output, int maxTokens, Precision precision, int chunk) {
    this(input, reading, output, maxTokens, OptionalInt.empty(), precision, chunk);
  }

  /// The columns of the output.
  ///
  /// @param said those of what a model says
  LabelColumns columns(List<LabelColumns.Column> said) {
    return new LabelColumns(reading.id().isEmpty(), said, reading.keep());
  }

  /// Whether a row has two texts.
  boolean compared() {
    return reading.texts().size() == 2;
  }
}
