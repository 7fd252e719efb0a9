package dev.w2s.model.internal;

import dev.w2s.model.LanguageModel;
import dev.w2s.study.Pooling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// A network whose tokens see those before them alone, and that was trained to tell the next.
public sealed interface DecoderArchitecture extends Architecture
    permits Gpt2, GptNeoX, Opt, GatedArchitecture {
  /// The name of the table of token embeddings.
  String tokenTable();

  /// The name of the matrix that leads back to the vocabulary, where it has weights of its own.
  default String vocabularyMatrix() {
    return "lm_head.weight";
  }

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
  default LanguageModel body(Weights weights, Pooling pooling) {
    return new Decoder(
        new Network(
            this,
            weights,
            pooling,
            embeddings(weights),
            layers(weights),
            Optional.of(lastNorm(weights))),
        vocabularyWeight(),
        vocabularyCap());
  }

  /// How it embeds tokens.
  Network.Embeddings embeddings(Weights weights);

  /// Its layer of a number, from 0.
  IntFunction<Network.Layer> layers(Weights weights);

  /// The norm behind its last layer.
  Norm lastNorm(Weights weights);

  /// The soft cap of its vocabulary logits.
  default double vocabularyCap() {
    return SoftCap.NONE;
  }
}
