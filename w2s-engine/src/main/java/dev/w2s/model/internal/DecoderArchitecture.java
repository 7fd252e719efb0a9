package dev.w2s.model.internal;

import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pooling;
import java.util.List;
import java.util.Map;

/// A network whose tokens see those before them alone, and that was trained to tell the next.
public sealed interface DecoderArchitecture extends Architecture
    permits Gpt2, GptNeoX, Opt, GatedDecoder, Gemma2 {
  /// The name of the table of token embeddings.
  String tokenTable();

  /// The name of the matrix that leads back to the vocabulary, where it has weights of its own.
  String vocabularyMatrix();

  /// Whether the table of token embeddings leads back to the vocabulary too.
  boolean tied();

  @Override
  DecoderArchitecture first(int layers);

  /// The tensors that vocabulary logits need beside [#shapes].
  default Map<String, List<Long>> vocabularyShapes() {
    return tied()
        ? Map.of()
        : Map.of(vocabularyMatrix(), List.of((long) vocabulary(), (long) width()));
  }

  /// The tensor that leads back to the vocabulary.
  default String vocabularyWeight() {
    return tied() ? tokenTable() : vocabularyMatrix();
  }

  @Override
  default boolean isTable(String name) {
    return name.equals(tokenTable());
  }

  @Override
  default Pooling pooling() {
    return Pooling.LAST;
  }

  /// The network itself. Vocabulary logits are told only where `weights` hold the tensors of
  /// [#vocabularyShapes] too.
  @Override
  LanguageModel body(Weights weights, Pooling pooling);
}
