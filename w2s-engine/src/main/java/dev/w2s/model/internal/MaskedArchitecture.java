package dev.w2s.model.internal;

import dev.w2s.model.MaskedModel;
import dev.w2s.study.Pooling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network whose tokens see both sides, and that was trained to tell those that are hidden.
public sealed interface MaskedArchitecture extends Architecture permits BertConfig, DistilBert {
  /// What leads from hidden states back to the vocabulary, before the table of token embeddings.
  MaskedHead.Layout maskedHead();

  /// The tensors that vocabulary logits need beside [#shapes].
  default Map<String, List<Long>> headShapes() {
    MaskedHead.Layout head = maskedHead();
    long width = width();
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    shapes.put(head.dense() + ".weight", List.of(width, width));
    shapes.put(head.dense() + ".bias", List.of(width));
    shapes.put(head.norm() + ".weight", List.of(width));
    shapes.put(head.norm() + ".bias", List.of(width));
    shapes.put(head.bias(), List.of((long) vocabulary()));
    return shapes;
  }

  /// The network itself, with that head.
  ///
  /// @param weights the tensors of [#shapes] and of [#headShapes]
  default MaskedModel masked(Weights weights, Pooling pooling) {
    return new MaskedEncoder(body(weights, pooling), MaskedHead.of(weights, maskedHead()));
  }
}
