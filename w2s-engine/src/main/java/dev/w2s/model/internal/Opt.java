package dev.w2s.model.internal;

import dev.w2s.model.Pass;
import dev.w2s.model.internal.LinearLayer.Role;
import dev.w2s.text.TokenBatch;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/// OPT, arXiv 2205.01068: learnt positions behind two rows that stay unused, norms before attention
/// and feed-forward. The 350 M model, which norms after them and has narrower embeddings, is
/// refused.
///
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers decoder layers
/// @param heads attention heads of width `H / heads`
/// @param inner width of the feed-forward blocks
/// @param maxTokens positions it has
/// @param activation of the feed-forward blocks
/// @param fixedToken the token whose embedding is not trained; -1 for none
/// @param tied whether token embeddings lead back to the vocabulary too
record Opt(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    int maxTokens,
    Activation activation,
    int fixedToken,
    boolean tied)
    implements DecoderArchitecture {
  private static final String PREFIX = "model.decoder.";
  private static final int FIRST_POSITION = 2;

  /// No option says it.
  private static final double EPSILON = 1e-5;

  static Opt read(ModelConfig config) {
    config.only("_remove_final_layer_norm", "false");
    config.only("do_layer_norm_before", "true");
    config.only("enable_bias", "true");
    config.only("layer_norm_elementwise_affine", "true");
    config.benign(
        "activation_dropout",
        "attention_dropout",
        "dropout",
        "init_std",
        "is_decoder",
        "layerdrop");
    config.headWidth("hidden_size", "num_attention_heads");
    int width = config.size("hidden_size");
    config.only("word_embed_proj_dim", Integer.toString(width));
    Opt read =
        new Opt(
            config.size("vocab_size"),
            width,
            config.layers("num_hidden_layers"),
            config.size("num_attention_heads"),
            config.size("ffn_dim"),
            config.size("max_position_embeddings"),
            config.activation("activation_function", Activation.RELU),
            config.token("pad_token_id", "vocab_size", 1),
            config.flag("tie_word_embeddings", true));
    config.check();
    return read;
  }

  private static String layer(int i) {
    return PREFIX + "layers." + i + ".";
  }

  @Override
  public String tokenTable() {
    return PREFIX + "embed_tokens.weight";
  }

  @Override
  public Opt first(int n) {
    return new Opt(vocabulary, width, n, heads, inner, maxTokens, activation, fixedToken, tied);
  }

  @Override
  public Shapes layout() {
    Shapes shapes =
        new Shapes()
            .matrix(PREFIX + "embed_tokens", vocabulary, width)
            .matrix(PREFIX + "embed_positions", (long) maxTokens + FIRST_POSITION, width);
    for (int i = 0; i < layers; i++) {
      String layer = layer(i);
      shapes
          .norm(layer + "self_attn_layer_norm", width)
          .dense(Role.QUERY, layer + "self_attn.q_proj", width, width)
          .dense(Role.KEY, layer + "self_attn.k_proj", width, width)
          .dense(Role.VALUE, layer + "self_attn.v_proj", width, width)
          .dense(Role.OUTPUT, layer + "self_attn.out_proj", width, width)
          .norm(layer + "final_layer_norm", width)
          .dense(Role.FEED, layer + "fc1", width, inner)
          .dense(Role.FEED_OUTPUT, layer + "fc2", inner, width);
    }
    return shapes.norm(PREFIX + "final_layer_norm", width);
  }

  @Override
  public boolean isTable(String name) {
    return name.startsWith(PREFIX + "embed_");
  }

  /// Heads.
  @Override
  public boolean isSpare(String name) {
    return name.startsWith("lm_head.")
        || name.startsWith("score.")
        || name.startsWith("qa_outputs.");
  }

  @Override
  public String published(String stored) {
    return stored.startsWith("decoder.") ? "model." + stored : stored;
  }

  @Override
  public Network.Embeddings embeddings(Weights weights) {
    TokenTable tokens = new TokenTable(weights.get(tokenTable()), fixedToken);
    LearntPositions positions =
        new LearntPositions(weights.get(PREFIX + "embed_positions.weight"), FIRST_POSITION);
    return (batch, pass) -> embedded(tokens, positions, batch, pass);
  }

  private Tensor embedded(
      TokenTable tokens, LearntPositions positions, TokenBatch batch, Pass pass) {
    return tokens.of(batch, pass).add(positions.of(batch));
  }

  @Override
  public IntFunction<Network.Layer> layers(Weights weights) {
    return i -> layer(weights, layer(i));
  }

  private PreNormLayer layer(Weights weights, String prefix) {
    SelfAttention attention =
        SelfAttention.of(
            weights,
            prefix + "self_attn.q_proj",
            prefix + "self_attn.k_proj",
            prefix + "self_attn.v_proj",
            heads,
            Attention.causal(width / heads, Attention.UNLIMITED));
    return new PreNormLayer(
        LayerNorm.of(weights, prefix + "self_attn_layer_norm", EPSILON),
        attention.into(Dense.of(weights, prefix + "self_attn.out_proj")),
        LayerNorm.of(weights, prefix + "final_layer_norm", EPSILON),
        new FeedForward(
            Dense.of(weights, prefix + "fc1"), activation, Dense.of(weights, prefix + "fc2")),
        false);
  }

  @Override
  public LayerNorm lastNorm(Weights weights) {
    return LayerNorm.of(weights, PREFIX + "final_layer_norm", EPSILON);
  }
}
