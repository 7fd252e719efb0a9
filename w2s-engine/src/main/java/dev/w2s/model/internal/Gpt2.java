package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.model.internal.LinearLayer.Role;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/// GPT-2 (Radford et al., Language Models are Unsupervised Multitask Learners, 2019): learnt
/// positions, norms before attention and feed-forward, matrices stored as `[in, out]`.
///
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers decoder layers
/// @param heads attention heads of width `H / heads`
/// @param inner width of the feed-forward blocks
/// @param maxTokens positions it has
/// @param activation of the feed-forward blocks
/// @param epsilon of the layer norms
/// @param tied whether token embeddings lead back to the vocabulary too
record Gpt2(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    int maxTokens,
    Activation activation,
    double epsilon,
    boolean tied)
    implements DecoderArchitecture {
  private static final String PREFIX = "transformer.";

  static Gpt2 read(ModelConfig config) {
    config.only("scale_attn_weights", "true");
    config.only("scale_attn_by_inverse_layer_idx", "false");
    config.benign(
        "attn_pdrop",
        "embd_pdrop",
        "is_decoder",
        "n_ctx",
        // Attention is float32 always.
        "reorder_and_upcast_attn",
        "resid_pdrop",
        "summary_activation",
        "summary_first_dropout",
        "summary_proj_to_labels",
        "summary_type",
        "summary_use_proj");
    config.headWidth("n_embd", "n_head");
    int width = config.size("n_embd");
    Gpt2 read =
        new Gpt2(
            config.size("vocab_size"),
            width,
            config.layers("n_layer"),
            config.size("n_head"),
            config.size("n_inner", (int) Math.min(4L * width, Integer.MAX_VALUE)),
            config.size("n_positions"),
            config.activation("activation_function", Activation.GELU_TANH),
            config.positive("layer_norm_epsilon", 1e-5),
            config.flag("tie_word_embeddings", true));
    config.check();
    return read;
  }

  private static String layer(int i) {
    return PREFIX + "h." + i + ".";
  }

  @Override
  public String tokenTable() {
    return PREFIX + "wte.weight";
  }

  @Override
  public Gpt2 first(int n) {
    return new Gpt2(vocabulary, width, n, heads, inner, maxTokens, activation, epsilon, tied);
  }

  @Override
  public Shapes layout() {
    Shapes shapes =
        new Shapes()
            .matrix(PREFIX + "wte", vocabulary, width)
            .matrix(PREFIX + "wpe", maxTokens, width);
    for (int i = 0; i < layers; i++) {
      String layer = layer(i);
      shapes.norm(layer + "ln_1", width);
      shapes.transposed(Role.QUERY_KEY_VALUE, layer + "attn.c_attn", width, 3L * width);
      shapes.transposed(Role.OUTPUT, layer + "attn.c_proj", width, width);
      shapes.norm(layer + "ln_2", width);
      shapes.transposed(Role.FEED, layer + "mlp.c_fc", width, inner);
      shapes.transposed(Role.FEED_OUTPUT, layer + "mlp.c_proj", inner, width);
    }
    return shapes.norm(PREFIX + "ln_f", width);
  }

  @Override
  public boolean isTable(String name) {
    return name.equals(tokenTable()) || name.equals(PREFIX + "wpe.weight");
  }

  /// Heads, and the causal masks that older files store.
  @Override
  public boolean isSpare(String name) {
    return name.startsWith("lm_head.")
        || name.startsWith("score.")
        || name.startsWith("classifier.")
        || name.startsWith("multiple_choice_head.")
        || name.endsWith(".attn.bias")
        || name.endsWith(".attn.masked_bias");
  }

  @Override
  public String published(String stored) {
    return stored.matches("(h\\.|wte\\.|wpe\\.|ln_f\\.).*") ? PREFIX + stored : stored;
  }

  @Override
  public Network.Embeddings embeddings(Weights weights) {
    TokenTable tokens = new TokenTable(weights.get(tokenTable()), TokenTable.NONE);
    LearntPositions positions = new LearntPositions(weights.get(PREFIX + "wpe.weight"), 0);
    return (batch, pass) -> embedded(tokens, positions, batch, pass);
  }

  private Tensor embedded(
      TokenTable tokens, LearntPositions positions, TokenBatch batch, Pass pass) {
    Tensor x = tokens.of(batch, pass).add(positions.of(batch));
    return Dropout.apply(x, pass.dropout());
  }

  @Override
  public IntFunction<Network.Layer> layers(Weights weights) {
    return i -> layer(weights, layer(i));
  }

  private PreNormLayer layer(Weights weights, String prefix) {
    return new PreNormLayer(
        LayerNorm.of(weights, prefix + "ln_1", epsilon),
        new FusedAttention(
            TransposedDense.of(weights, prefix + "attn.c_attn"),
            TransposedDense.of(weights, prefix + "attn.c_proj"),
            width / heads,
            Attention.causal(width / heads, Attention.UNLIMITED)),
        LayerNorm.of(weights, prefix + "ln_2", epsilon),
        new FeedForward(
            TransposedDense.of(weights, prefix + "mlp.c_fc"),
            activation,
            TransposedDense.of(weights, prefix + "mlp.c_proj")),
        false);
  }

  @Override
  public LayerNorm lastNorm(Weights weights) {
    return LayerNorm.of(weights, PREFIX + "ln_f", epsilon);
  }

  /// @param queryKeyValue all three side by side, `[H, 3 H]`
  /// @param headWidth d
  private record FusedAttention(
      Projection queryKeyValue, Projection output, int headWidth, Attention attention)
      implements AttentionBlock {
    @Override
    public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
      long heads = x.size(1) / headWidth;
      List<Tensor> all =
          Heads.apart(queryKeyValue.apply(x, pass).view(x.size(0), 3, heads, headWidth), 1);
      Tensor q = asked.of(all.get(0), batch);
      return output.apply(attention.apply(q, all.get(1), all.get(2), batch, asked, pass), pass);
    }
  }
}
