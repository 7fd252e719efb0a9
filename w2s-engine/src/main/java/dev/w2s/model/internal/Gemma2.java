package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// Gemma 2, arXiv 2408.00118: norms before and after each block, soft caps on the scores of
/// attention and of the vocabulary, a sliding window in every other layer, embeddings times
/// `sqrt(H)`, and norms whose weights are stored as their distance from 1.
///
/// @param scale what products of queries and keys are multiplied by
/// @param attentionCap the soft cap of attention's scores; [SoftCap#NONE] for none
/// @param vocabularyCap the soft cap of vocabulary logits; [SoftCap#NONE] for none
/// @param biased whether layers of attention have biases
record Gemma2(
    GatedSizes sizes, double scale, double attentionCap, double vocabularyCap, boolean biased)
    implements GatedArchitecture {
  private static final String PREFIX = GatedSizes.PREFIX;
  private static final GatedSizes.Defaults DEFAULTS =
      new GatedSizes.Defaults("hidden_activation", Activation.GELU_TANH, 0, true);

  static Gemma2 read(ModelConfig config) {
    config.only("use_bidirectional_attention", "false");
    // The reference reads hidden_activation and sliding_window in their place.
    config.benign("hidden_act", "sliding_window_size");
    config.size("head_dim");
    Gemma2 read =
        new Gemma2(
            GatedSizes.read(config, DEFAULTS, Windows.some(config, i -> i % 2 == 0)),
            1 / Math.sqrt(config.positive("query_pre_attn_scalar")),
            cap(config, "attn_logit_softcapping", 50),
            cap(config, "final_logit_softcapping", 30),
            config.flag("attention_bias", false));
    config.check();
    return read;
  }

  private static double cap(ModelConfig config, String name, double fallback) {
    return config.option(name).isNull() ? SoftCap.NONE : config.positive(name, fallback);
  }

  @Override
  public Gemma2 first(int n) {
    return new Gemma2(sizes.first(n), scale, attentionCap, vocabularyCap, biased);
  }

  @Override
  public Shapes layout() {
    int width = width();
    Shapes shapes = new Shapes().matrix(PREFIX + "embed_tokens", vocabulary(), width);
    for (int i = 0; i < layers(); i++) {
      String layer = GatedSizes.layer(i);
      shapes.scale(layer + "input_layernorm", width);
      sizes.addTo(shapes, layer, biased, biased, false);
      shapes
          .scale(layer + "post_attention_layernorm", width)
          .scale(layer + "pre_feedforward_layernorm", width)
          .scale(layer + "post_feedforward_layernorm", width);
    }
    return shapes.scale(PREFIX + "norm", width);
  }

  @Override
  public float freshNorm() {
    return 0;
  }

  @Override
  public Network.Embeddings embeddings(Weights weights) {
    TokenTable tokens = new TokenTable(weights.get(tokenTable()), sizes.fixedToken());
    return (batch, pass) -> embedded(tokens, batch, pass);
  }

  @Override
  public IntFunction<Network.Layer> layers(Weights weights) {
    Rotary rotary = sizes.rotary().rotary();
    return i -> layer(weights, i, rotary);
  }

  @Override
  public RmsNorm lastNorm(Weights weights) {
    return norm(weights, PREFIX + "norm");
  }

  private Tensor embedded(TokenTable tokens, TokenBatch batch, Pass pass) {
    return tokens.of(batch, pass).mul(new Scalar(Math.sqrt(width())));
  }

  private RmsNorm norm(Weights weights, String name) {
    return RmsNorm.aroundOne(weights, name, sizes.epsilon());
  }

  private Layer layer(Weights weights, int i, Rotary rotary) {
    String prefix = GatedSizes.layer(i);
    return new Layer(
        norm(weights, prefix + "input_layernorm"),
        RotaryAttention.of(
            weights,
            prefix + "self_attn.",
            biased,
            biased,
            rotary,
            sizes.headWidth(),
            new Attention(true, scale, sizes.windows().get(i), attentionCap)),
        norm(weights, prefix + "post_attention_layernorm"),
        norm(weights, prefix + "pre_feedforward_layernorm"),
        GatedFeedForward.of(weights, prefix + "mlp.", false, sizes.activation()),
        norm(weights, prefix + "post_feedforward_layernorm"));
  }

  private record Layer(
      RmsNorm beforeAttention,
      RotaryAttention attention,
      RmsNorm afterAttention,
      RmsNorm beforeFeed,
      GatedFeedForward feed,
      RmsNorm afterFeed)
      implements Network.Layer {
    @Override
    public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
      Tensor attended = attention.apply(beforeAttention.apply(x), batch, asked, pass);
      Tensor y = afterAttention.apply(attended).add(asked.of(x, batch));
      return afterFeed.apply(feed.apply(beforeFeed.apply(y), pass)).add(y);
    }
  }
}
