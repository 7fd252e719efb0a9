package dev.w2s.model.internal;

import dev.w2s.model.internal.LinearLayer.Role;
import java.util.List;

/// The sizes of a decoder with rotary positions, shared keys and a gated feed-forward block.
///
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers decoder layers
/// @param heads heads of queries
/// @param keyHeads heads of keys and values, each shared by `heads / keyHeads` queries
/// @param headWidth d
/// @param inner width of the feed-forward blocks
/// @param activation of the gates
/// @param epsilon of the norms
/// @param fixedToken the token whose embedding is not trained; -1 for none
/// @param tied whether token embeddings lead back to the vocabulary too
/// @param rotary how positions turn queries and keys
/// @param windows how many tokens each layer sees
record GatedSizes(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int keyHeads,
    int headWidth,
    int inner,
    Activation activation,
    double epsilon,
    int fixedToken,
    boolean tied,
    RotaryConfig rotary,
    List<Integer> windows) {
  static final String PREFIX = "model.";

  GatedSizes {
    windows = List.copyOf(windows);
  }

  /// What a family says where config.json says nothing.
  ///
  /// @param activationName the option that names the activation
  /// @param activation the activation
  /// @param fixedToken the padding token
  /// @param tied whether token embeddings lead back to the vocabulary too
  record Defaults(String activationName, Activation activation, int fixedToken, boolean tied) {
    /// Nearly all families.
    static final Defaults COMMON = new Defaults("hidden_act", Activation.SILU, -1, false);
  }

  /// Reads and checks them; problems are left in `config`.
  static GatedSizes read(ModelConfig config, Defaults defaults, List<Integer> windows) {
    config.benign("attention_dropout", "is_decoder");
    int heads = config.size("num_attention_heads");
    int keyHeads = config.size("num_key_value_heads", heads);
    if (heads % keyHeads != 0) {
      config.problem(
          "num_attention_heads", heads + " is not a multiple of num_key_value_heads " + keyHeads);
    }
    int headWidth =
        config.has("head_dim")
            ? config.size("head_dim")
            : config.headWidth("hidden_size", "num_attention_heads");
    return new GatedSizes(
        config.size("vocab_size"),
        config.size("hidden_size"),
        config.layers("num_hidden_layers"),
        heads,
        keyHeads,
        headWidth,
        config.size("intermediate_size"),
        config.activation(defaults.activationName, defaults.activation),
        config.positive("rms_norm_eps", 1e-6),
        config.token("pad_token_id", "vocab_size", defaults.fixedToken),
        config.flag("tie_word_embeddings", defaults.tied),
        RotaryConfig.read(config, RotaryConfig.Names.COMMON, headWidth),
        windows);
  }

  GatedSizes first(int n) {
    return new GatedSizes(
        vocabulary,
        width,
        n,
        heads,
        keyHeads,
        headWidth,
        inner,
        activation,
        epsilon,
        fixedToken,
        tied,
        rotary,
        windows.subList(0, n));
  }

  /// The prefix of the weights of layer i, from 0.
  static String layer(int i) {
    return PREFIX + "layers." + i + ".";
  }

  /// Adds the tensors of attention and feed-forward of a layer.
  void addTo(
      Shapes shapes, String layer, boolean attentionBias, boolean outputBias, boolean feedBias) {
    long queries = (long) heads * headWidth;
    long keys = (long) keyHeads * headWidth;
    shapes
        .dense(Role.QUERY, layer + "self_attn.q_proj", width, queries, attentionBias)
        .dense(Role.KEY, layer + "self_attn.k_proj", width, keys, attentionBias)
        .dense(Role.VALUE, layer + "self_attn.v_proj", width, keys, attentionBias)
        .dense(Role.OUTPUT, layer + "self_attn.o_proj", queries, width, outputBias)
        .dense(Role.FEED, layer + "mlp.gate_proj", width, inner, feedBias)
        .dense(Role.FEED, layer + "mlp.up_proj", width, inner, feedBias)
        .dense(Role.FEED_OUTPUT, layer + "mlp.down_proj", inner, width, feedBias);
  }
}
