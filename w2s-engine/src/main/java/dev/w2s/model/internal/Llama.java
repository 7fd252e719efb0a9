package dev.w2s.model.internal;

/// Llama 1, 2 and 3, arXiv 2302.13971, 2307.09288 and 2407.21783.
final class Llama {
  private Llama() {}

  static GatedDecoder read(ModelConfig config) {
    // Matrices cut into pieces give the same sums; sequence lengths are for generation.
    config.benign("pretraining_tp", "max_sequence_length");
    boolean attentionBias = config.flag("attention_bias", false);
    GatedDecoder read =
        new GatedDecoder(
            GatedSizes.read(config, GatedSizes.Defaults.COMMON, Windows.none(config)),
            attentionBias,
            attentionBias,
            config.flag("mlp_bias", false),
            false);
    config.check();
    return read;
  }
}
