package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.study.Pooling;
import java.util.List;
import java.util.Map;

/// A network with its sizes, known before any weight is read.
public sealed interface Architecture permits MaskedArchitecture, DecoderArchitecture {
  /// Tokens it knows.
  int vocabulary();

  /// Layers it has.
  int layers();

  /// Width H.
  int width();

  /// The longest input it has positions for.
  int maxTokens();

  /// How it gives one vector where its files do not say.
  default Pooling pooling() {
    return Pooling.FIRST;
  }

  /// The same network without the layers after the n-th.
  Architecture first(int layers);

  /// The tensors it needs, in the order of [Parameters], and its linear layers.
  Shapes layout();

  /// The tensors it needs, in the order of [Parameters], each with its shape.
  default Map<String, List<Long>> shapes() {
    return layout().all();
  }

  /// What the weights of its norms are before any training.
  default float freshNorm() {
    return 1;
  }

  /// Whether a tensor is a table that is looked up in, no matrix that is multiplied with.
  boolean isTable(String name);

  /// Whether a tensor may lie in the file without being needed: heads of pretraining, and the like.
  boolean isSpare(String name);

  /// A stored name as the family publishes it: some files leave out the prefix under which a model
  /// with a head keeps its body, or have one that the published do not.
  String published(String stored);

  /// The network itself.
  ///
  /// @param weights the tensors of [#shapes]
  /// @param pooling how it gives one vector
  Body body(Weights weights, Pooling pooling);
}
