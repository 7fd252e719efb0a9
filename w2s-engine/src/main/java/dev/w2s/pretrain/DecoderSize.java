package dev.w2s.pretrain;

import java.util.Arrays;
import java.util.Optional;

/// The sizes of a ladder of small decoders: GPT-2's shape, with embeddings that lead back to the
/// vocabulary.
public enum DecoderSize {
  /// 0.3 million weights with the words of chess.
  SMALLEST("0.3m", 64, 2, 2, 2e-3),
  /// 1 million.
  SMALL("1m", 128, 3, 2, 2e-3),
  /// 4 million.
  MIDDLE("4m", 256, 4, 4, 1e-3),
  /// 12 million.
  LARGE("12m", 384, 6, 6, 6e-4),
  /// 30 million.
  LARGEST("30m", 512, 9, 8, 6e-4);

  private final String label;
  private final int width;
  private final int layers;
  private final int heads;
  private final double rate;

  DecoderSize(String label, int width, int layers, int heads, double rate) {
    this.label = label;
    this.width = width;
    this.layers = layers;
    this.heads = heads;
    this.rate = rate;
  }

  /// The size of a name.
  public static Optional<DecoderSize> named(String label) {
    return Arrays.stream(values()).filter(size -> size.label.equals(label)).findFirst();
  }

  /// What it is called, by the weights it has with the words of chess.
  public String label() {
    return label;
  }

  /// The highest learning rate it is trained with.
  public double rate() {
    return rate;
  }

  /// Its config.json.
  ///
  /// @param vocabulary tokens it knows
  /// @param positions tokens of its longest row
  /// @param begin the token before every text
  /// @param end the token behind one
  /// @param pad fills rows up
  public String config(int vocabulary, int positions, int begin, int end, int pad) {
    return """
    {
      "architectures": ["GPT2LMHeadModel"],
      "model_type": "gpt2",
      "vocab_size": %d,
      "n_positions": %d,
      "n_embd": %d,
      "n_layer": %d,
      "n_head": %d,
      "activation_function": "gelu_new",
      "layer_norm_epsilon": 1e-05,
      "bos_token_id": %d,
      "eos_token_id": %d,
      "pad_token_id": %d,
      "tie_word_embeddings": true
    }
    """
        .formatted(vocabulary, positions, width, layers, heads, begin, end, pad);
  }
}
