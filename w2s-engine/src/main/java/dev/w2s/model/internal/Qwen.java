package dev.w2s.model.internal;

import java.util.List;

/// Qwen2 and Qwen2.5, arXiv 2407.10671 and 2412.15115: Llama with biases of queries, keys and
/// values. Qwen3, arXiv 2505.09388: Llama with a norm of each head's query and key. Either may have
/// a sliding window in its upper layers.
final class Qwen {
  private static final int PUBLISHED_WINDOW_LAYERS = 28;

  private Qwen() {}

  static GatedDecoder read2(ModelConfig config) {
    config.only("use_mrope", "false");
    GatedDecoder read =
        new GatedDecoder(
            GatedSizes.read(config, GatedSizes.Defaults.COMMON, windows(config)),
            true,
            false,
            false,
            false);
    config.check();
    return read;
  }

  static GatedDecoder read3(ModelConfig config) {
    config.size("head_dim");
    boolean attentionBias = config.flag("attention_bias", false);
    GatedDecoder read =
        new GatedDecoder(
            GatedSizes.read(config, GatedSizes.Defaults.COMMON, windows(config)),
            attentionBias,
            attentionBias,
            false,
            true);
    config.check();
    return read;
  }

  private static List<Integer> windows(ModelConfig config) {
    config.benign("sliding_window", "max_window_layers", "layer_types");
    if (!config.flag("use_sliding_window", false)) {
      return Windows.none(config);
    }
    int first = config.count("max_window_layers", PUBLISHED_WINDOW_LAYERS);
    return Windows.some(config, i -> i >= first);
  }
}
