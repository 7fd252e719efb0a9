package dev.w2s.model.internal;

/// Mistral, arXiv 2310.06825: Llama with a sliding window in every layer.
final class Mistral {
  private Mistral() {}

  static GatedDecoder read(ModelConfig config) {
    GatedDecoder read =
        new GatedDecoder(
            GatedSizes.read(config, GatedSizes.Defaults.COMMON, Windows.everywhere(config)),
            false,
            false,
            false,
            false);
    config.check();
    return read;
  }
}
