package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.Pass;
import dev.w2s.model.internal.LinearLayer.Role;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// DistilBERT, arXiv 1910.01108: BERT without segments, and with names of its own.
///
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers encoder layers
/// @param heads attention heads of width `H / heads`
/// @param inner width of the feed-forward blocks
/// @param maxTokens positions it has
/// @param activation of the feed-forward blocks
/// @param fixedToken the token whose embedding is not trained; -1 for none
record DistilBert(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    int maxTokens,
    Activation activation,
    int fixedToken)
    implements MaskedArchitecture {
  private static final String PREFIX = "distilbert.";

  /// No option says it.
  private static final double EPSILON = 1e-12;

  static DistilBert read(ModelConfig config) {
    config.only("sinusoidal_pos_embds", "false");
    config.only("is_decoder", "false");
    config.benign(
        "attention_dropout", "dropout", "qa_dropout", "seq_classif_dropout", "tie_weights_");
    config.headWidth("dim", "n_heads");
    DistilBert read =
        new DistilBert(
            config.size("vocab_size"),
            config.size("dim"),
            config.layers("n_layers"),
            config.size("n_heads"),
            config.size("hidden_dim"),
            config.size("max_position_embeddings"),
            config.activation("activation", Activation.GELU),
            config.token("pad_token_id", "vocab_size", 0));
    config.check();
    return read;
  }

  private static String layer(int i) {
    return "transformer.layer." + i + ".";
  }

  @Override
  public DistilBert first(int n) {
    return new DistilBert(vocabulary, width, n, heads, inner, maxTokens, activation, fixedToken);
  }

  @Override
  public Shapes layout() {
    Shapes shapes =
        new Shapes()
            .matrix("embeddings.word_embeddings", vocabulary, width)
            .matrix("embeddings.position_embeddings", maxTokens, width)
            .norm("embeddings.LayerNorm", width);
    for (int i = 0; i < layers; i++) {
      String layer = layer(i);
      shapes
          .dense(Role.QUERY, layer + "attention.q_lin", width, width)
          .dense(Role.KEY, layer + "attention.k_lin", width, width)
          .dense(Role.VALUE, layer + "attention.v_lin", width, width)
          .dense(Role.OUTPUT, layer + "attention.out_lin", width, width)
          .norm(layer + "sa_layer_norm", width)
          .dense(Role.FEED, layer + "ffn.lin1", width, inner)
          .dense(Role.FEED_OUTPUT, layer + "ffn.lin2", inner, width)
          .norm(layer + "output_layer_norm", width);
    }
    return shapes;
  }

  @Override
  public boolean isTable(String name) {
    return name.endsWith("_embeddings.weight");
  }

  @Override
  public MaskedHead.Layout maskedHead() {
    return new MaskedHead.Layout(
        "vocab_transform", "vocab_layer_norm", "vocab_projector.bias", activation, EPSILON);
  }

  /// Heads.
  @Override
  public boolean isSpare(String name) {
    return name.startsWith("vocab_")
        || name.startsWith("pre_classifier.")
        || name.startsWith("classifier.")
        || name.startsWith("qa_outputs.");
  }

  @Override
  public String published(String stored) {
    return stored.startsWith(PREFIX) ? stored.substring(PREFIX.length()) : stored;
  }

  @Override
  public Body body(Weights weights, Pooling pooling) {
    TokenTable words = new TokenTable(weights.get("embeddings.word_embeddings.weight"), fixedToken);
    LearntPositions positions =
        new LearntPositions(weights.get("embeddings.position_embeddings.weight"), 0);
    LayerNorm norm = LayerNorm.of(weights, "embeddings.LayerNorm", EPSILON);
    return new Network(
        this,
        weights,
        pooling,
        (batch, pass) -> embedded(words, positions, norm, batch, pass),
        i -> layer(weights, layer(i)),
        Optional.empty());
  }

  private Tensor embedded(
      TokenTable words, LearntPositions positions, LayerNorm norm, TokenBatch batch, Pass pass) {
    Tensor x = words.of(batch, pass).add(positions.of(batch)); // [N, H]
    return Dropout.apply(norm.apply(x), pass.dropout());
  }

  private PostNormLayer layer(Weights weights, String prefix) {
    return new PostNormLayer(
        SelfAttention.of(
            weights,
            prefix + "attention.q_lin",
            prefix + "attention.k_lin",
            prefix + "attention.v_lin",
            heads,
            Attention.full(width / heads)),
        Dense.of(weights, prefix + "attention.out_lin"),
        LayerNorm.of(weights, prefix + "sa_layer_norm", EPSILON),
        new FeedForward(
            Dense.of(weights, prefix + "ffn.lin1"),
            activation,
            Dense.of(weights, prefix + "ffn.lin2")),
        LayerNorm.of(weights, prefix + "output_layer_norm", EPSILON));
  }
}
