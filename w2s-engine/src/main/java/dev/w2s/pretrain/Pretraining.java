package dev.w2s.pretrain;

import dev.w2s.study.Decay;
import dev.w2s.study.Recipe;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passage;
import java.util.List;

/// How decoders are trained from fresh weights.
///
/// @param epochs passes over the passages
/// @param batch passages of a step
/// @param seed weights, order and positions follow from it
public record Pretraining(int epochs, int batch, long seed) {
  public Pretraining {
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "epochs and batch must be at least 1 but were " + epochs + " and " + batch);
    }
  }

  /// The training of a size.
  LanguageTraining of(DecoderSize size, List<Passage> passages) {
    Recipe recipe =
        Recipe.DEFAULT.toBuilder()
            .epochs(epochs)
            .batch(batch)
            .learningRate(size.rate())
            .warmUp(.02)
            .decay(Decay.COSINE)
            .weightDecay(.1) // this, the decay and the clipping as in arXiv 2005.14165, appendix B
            .build();
    return new LanguageTraining(passages, recipe, seed);
  }
}
