package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.internal.LinearLayer.Role;
import dev.w2s.study.Pooling;

/// The sizes of a BERT encoder, arXiv 1810.04805, or of RoBERTa, which differs from it in how
/// positions are counted.
///
/// @param prefix of the names in files of models with a head
/// @param vocabulary tokens it knows
/// @param width H
/// @param layers encoder layers
/// @param heads attention heads of width `H / heads`
/// @param inner width of the feed-forward blocks
/// @param positions rows of the table of positions
/// @param firstPosition the row of the first token's position
/// @param segments texts it can tell apart
/// @param activation of the feed-forward blocks
/// @param epsilon of the layer norms
/// @param fixedToken the token whose embedding is not trained, as in the reference implementation;
///   -1 for none
/// @param maskedHead what it was pretrained with
record BertConfig(
    String prefix,
    int vocabulary,
    int width,
    int layers,
    int heads,
    int inner,
    int positions,
    int firstPosition,
    int segments,
    Activation activation,
    double epsilon,
    int fixedToken,
    MaskedHead.Layout maskedHead)
    implements MaskedArchitecture {

  /// The names of the weights that lead back to the vocabulary.
  record Head(String dense, String norm, String bias) {
    private MaskedHead.Layout layout(Activation activation, double epsilon) {
      return new MaskedHead.Layout(dense, norm, bias, activation, epsilon);
    }
  }

  /// Reads and checks the config.json of a BERT.
  static BertConfig read(ModelConfig config) {
    // What the first multilingual models say of the pooler, which is not used.
    config.benign(
        "directionality",
        "pooler_fc_size",
        "pooler_num_attention_heads",
        "pooler_num_fc_layers",
        "pooler_size_per_head",
        "pooler_type");
    Head head =
        new Head(
            "cls.predictions.transform.dense",
            "cls.predictions.transform.LayerNorm",
            "cls.predictions.bias");
    BertConfig read = read(config, "bert.", 0, config.token("pad_token_id", "vocab_size", 0), head);
    config.check();
    return read;
  }

  /// Reads what BERT and RoBERTa share; problems are left in `config`.
  static BertConfig read(
      ModelConfig config, String prefix, int firstPosition, int fixedToken, Head head) {
    config.only("position_embedding_type", "absolute");
    config.only("is_decoder", "false");
    config.benign("attention_probs_dropout_prob", "hidden_dropout_prob");
    config.headWidth("hidden_size", "num_attention_heads");
    Activation activation = config.activation("hidden_act", Activation.GELU);
    double epsilon = config.positive("layer_norm_eps", 1e-12);
    return new BertConfig(
        prefix,
        config.size("vocab_size"),
        config.size("hidden_size"),
        config.layers("num_hidden_layers"),
        config.size("num_attention_heads"),
        config.size("intermediate_size"),
        config.size("max_position_embeddings"),
        firstPosition,
        config.size("type_vocab_size"),
        activation,
        epsilon,
        fixedToken,
        head.layout(activation, epsilon));
  }

  @Override
  public int maxTokens() {
    return positions - firstPosition;
  }

  @Override
  public BertConfig first(int n) {
    return new BertConfig(
        prefix,
        vocabulary,
        width,
        n,
        heads,
        inner,
        positions,
        firstPosition,
        segments,
        activation,
        epsilon,
        fixedToken,
        maskedHead);
  }

  @Override
  public Shapes layout() {
    Shapes shapes =
        new Shapes()
            .matrix("embeddings.word_embeddings", vocabulary, width)
            .matrix("embeddings.position_embeddings", positions, width)
            .matrix("embeddings.token_type_embeddings", segments, width)
            .norm("embeddings.LayerNorm", width);
    for (int i = 0; i < layers; i++) {
      String layer = Bert.layer(i);
      shapes
          .dense(Role.QUERY, layer + "attention.self.query", width, width)
          .dense(Role.KEY, layer + "attention.self.key", width, width)
          .dense(Role.VALUE, layer + "attention.self.value", width, width)
          .dense(Role.OUTPUT, layer + "attention.output.dense", width, width)
          .norm(layer + "attention.output.LayerNorm", width)
          .dense(Role.FEED, layer + "intermediate.dense", width, inner)
          .dense(Role.FEED_OUTPUT, layer + "output.dense", inner, width)
          .norm(layer + "output.LayerNorm", width);
    }
    return shapes;
  }

  @Override
  public boolean isTable(String name) {
    return name.endsWith("_embeddings.weight");
  }

  /// The pooler, heads, and the position numbers that older files store.
  @Override
  public boolean isSpare(String name) {
    return name.startsWith("pooler.")
        || name.startsWith("cls.")
        || name.startsWith("lm_head.")
        || name.startsWith("classifier.")
        || name.startsWith("qa_outputs.")
        || name.equals("embeddings.position_ids");
  }

  @Override
  public String published(String stored) {
    String name = stored.startsWith(prefix) ? stored.substring(prefix.length()) : stored;
    // The first releases, converted from TensorFlow, call the weights of norms gamma and beta.
    return name.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }

  @Override
  public Body body(Weights weights, Pooling pooling) {
    return Bert.network(this, weights, pooling);
  }
}
