package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.text.TokenBatch;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/// The decoder that LLaMA made common, arXiv 2302.13971: root-mean-square norms before rotary
/// attention and a gated feed-forward block. Llama, Mistral, Qwen2 and Qwen3 are this, and differ
/// in what their files say.
///
/// @param queryKeyValueBias whether these have biases
/// @param outputBias whether attention's output has one
/// @param feedBias whether the feed-forward block has them
/// @param headNorms whether each head's query and key are normed
record GatedDecoder(
    GatedSizes sizes,
    boolean queryKeyValueBias,
    boolean outputBias,
    boolean feedBias,
    boolean headNorms)
    implements GatedArchitecture {
  private static final String PREFIX = GatedSizes.PREFIX;

  @Override
  public GatedDecoder first(int n) {
    return new GatedDecoder(sizes.first(n), queryKeyValueBias, outputBias, feedBias, headNorms);
  }

  @Override
  public Shapes layout() {
    int width = width();
    Shapes shapes = new Shapes().matrix(PREFIX + "embed_tokens", vocabulary(), width);
    for (int i = 0; i < layers(); i++) {
      String layer = GatedSizes.layer(i);
      shapes.scale(layer + "input_layernorm", width);
      sizes.addTo(shapes, layer, queryKeyValueBias, outputBias, feedBias);
      shapes.scale(layer + "post_attention_layernorm", width);
      if (headNorms) {
        shapes
            .scale(layer + "self_attn.q_norm", sizes.headWidth())
            .scale(layer + "self_attn.k_norm", sizes.headWidth());
      }
    }
    return shapes.scale(PREFIX + "norm", width);
  }

  @Override
  public Network.Embeddings embeddings(Weights weights) {
    TokenTable tokens = new TokenTable(weights.get(tokenTable()), sizes.fixedToken());
    return tokens::of;
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

  private RmsNorm norm(Weights weights, String name) {
    return RmsNorm.of(weights, name, sizes.epsilon());
  }

  private Layer layer(Weights weights, int i, Rotary rotary) {
    String prefix = GatedSizes.layer(i);
    RotaryAttention attention =
        RotaryAttention.of(
            weights,
            prefix + "self_attn.",
            queryKeyValueBias,
            outputBias,
            rotary,
            sizes.headWidth(),
            Attention.causal(sizes.headWidth(), sizes.windows().get(i)));
    return new Layer(
        norm(weights, prefix + "input_layernorm"),
        headNorms
            ? attention.normed(prefix + "self_attn.", name -> norm(weights, name))
            : attention,
        norm(weights, prefix + "post_attention_layernorm"),
        GatedFeedForward.of(weights, prefix + "mlp.", feedBias, sizes.activation()));
  }

  private record Layer(
      RmsNorm attentionNorm, RotaryAttention attention, RmsNorm feedNorm, GatedFeedForward feed)
      implements Network.Layer {
    @Override
    public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
      Tensor attended = attention.apply(attentionNorm.apply(x), batch, asked, pass);
      Tensor y = attended.add(asked.of(x, batch));
      return feed.apply(feedNorm.apply(y), pass).add(y);
    }
  }
}
