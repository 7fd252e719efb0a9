package dev.w2s.model.internal;

import dev.w2s.model.Asked;
import dev.w2s.model.Pass;
import dev.w2s.model.internal.LinearLayer.Role;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/// GPT-NeoX, arXiv 2204.06745, and Pythia, arXiv 2304.01373: a share of each head is turned by its
/// place, and attention and feed-forward read the same input.
///
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers decoder layers
/// @param heads attention heads of width `H / heads`
/// @param inner width of the feed-forward blocks
/// @param activation of the feed-forward blocks
/// @param epsilon of the layer norms
/// @param rotary how positions turn queries and keys
/// @param biased whether layers of attention have biases
/// @param parallel whether feed-forward reads what attention reads, else what attention wrote
/// @param tied whether token embeddings lead back to the vocabulary too
record GptNeoX(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    Activation activation,
    double epsilon,
    RotaryConfig rotary,
    boolean biased,
    boolean parallel,
    boolean tied)
    implements DecoderArchitecture {
  private static final String PREFIX = "gpt_neox.";
  private static final RotaryConfig.Names ROTARY =
      new RotaryConfig.Names("rotary_emb_base", "rotary_pct", .25);

  static GptNeoX read(ModelConfig config) {
    config.benign("attention_dropout", "hidden_dropout", "is_decoder");
    GptNeoX read =
        new GptNeoX(
            config.size("vocab_size"),
            config.size("hidden_size"),
            config.layers("num_hidden_layers"),
            config.size("num_attention_heads"),
            config.size("intermediate_size"),
            config.activation("hidden_act", Activation.GELU),
            config.positive("layer_norm_eps", 1e-5),
            RotaryConfig.read(
                config, ROTARY, config.headWidth("hidden_size", "num_attention_heads")),
            config.flag("attention_bias", true),
            config.flag("use_parallel_residual", true),
            config.flag("tie_word_embeddings", false));
    config.check();
    return read;
  }

  private static String layer(int i) {
    return PREFIX + "layers." + i + ".";
  }

  @Override
  public int maxTokens() {
    return rotary.maxTokens();
  }

  @Override
  public String tokenTable() {
    return PREFIX + "embed_in.weight";
  }

  @Override
  public String vocabularyMatrix() {
    return "embed_out.weight";
  }

  @Override
  public GptNeoX first(int n) {
    return new GptNeoX(
        vocabulary, width, n, heads, inner, activation, epsilon, rotary, biased, parallel, tied);
  }

  @Override
  public Shapes layout() {
    Shapes shapes = new Shapes().matrix(PREFIX + "embed_in", vocabulary, width);
    for (int i = 0; i < layers; i++) {
      String layer = layer(i);
      shapes
          .norm(layer + "input_layernorm", width)
          .norm(layer + "post_attention_layernorm", width)
          .dense(
              Role.QUERY_KEY_VALUE, layer + "attention.query_key_value", width, 3L * width, biased)
          .dense(Role.OUTPUT, layer + "attention.dense", width, width, biased)
          .dense(Role.FEED, layer + "mlp.dense_h_to_4h", width, inner)
          .dense(Role.FEED_OUTPUT, layer + "mlp.dense_4h_to_h", inner, width);
    }
    return shapes.norm(PREFIX + "final_layer_norm", width);
  }

  /// Heads, and the causal masks and frequencies that older files store.
  @Override
  public boolean isSpare(String name) {
    return name.startsWith("embed_out.")
        || name.startsWith("score.")
        || name.startsWith("classifier.")
        || name.startsWith("qa_outputs.")
        || name.endsWith(".attention.bias")
        || name.endsWith(".attention.masked_bias")
        || name.endsWith(".rotary_emb.inv_freq");
  }

  @Override
  public String published(String stored) {
    return stored.matches("(layers|embed_in|final_layer_norm)\\..*") ? PREFIX + stored : stored;
  }

  @Override
  public Network.Embeddings embeddings(Weights weights) {
    TokenTable tokens = new TokenTable(weights.get(tokenTable()), TokenTable.NONE);
    return (batch, pass) -> Dropout.apply(tokens.of(batch, pass), pass.dropout());
  }

  @Override
  public IntFunction<Network.Layer> layers(Weights weights) {
    Rotary turned = rotary.rotary();
    return i -> layer(weights, layer(i), turned);
  }

  private PreNormLayer layer(Weights weights, String prefix, Rotary turned) {
    return new PreNormLayer(
        LayerNorm.of(weights, prefix + "input_layernorm", epsilon),
        new FusedAttention(
            Dense.of(weights, prefix + "attention.query_key_value", biased),
            Dense.of(weights, prefix + "attention.dense", biased),
            turned,
            width / heads,
            Attention.causal(width / heads, Attention.UNLIMITED)),
        LayerNorm.of(weights, prefix + "post_attention_layernorm", epsilon),
        new FeedForward(
            Dense.of(weights, prefix + "mlp.dense_h_to_4h"),
            activation,
            Dense.of(weights, prefix + "mlp.dense_4h_to_h")),
        parallel);
  }

  @Override
  public LayerNorm lastNorm(Weights weights) {
    return LayerNorm.of(weights, PREFIX + "final_layer_norm", epsilon);
  }

  /// @param queryKeyValue of each head all three side by side, `[heads * 3 * d, H]`
  /// @param headWidth d
  private record FusedAttention(
      Projection queryKeyValue,
      Projection output,
      Rotary rotary,
      int headWidth,
      Attention attention)
      implements AttentionBlock {
    @Override
    public Tensor apply(Tensor x, TokenBatch batch, Asked asked, Pass pass) {
      long heads = x.size(1) / headWidth;
      List<Tensor> all =
          Heads.apart(queryKeyValue.apply(x, pass).view(x.size(0), heads, 3, headWidth), 2);
      Rotary.Turn turn = rotary.of(batch);
      Tensor q = turn.only(asked, batch).apply(asked.of(all.get(0), batch));
      Tensor k = turn.apply(all.get(1));
      return output.apply(attention.apply(q, k, all.get(2), batch, asked, pass), pass);
    }
  }
}
