package dev.w2s.model.internal;

/// RoBERTa, arXiv 1907.11692: BERT with one kind of segment, and with positions that are counted
/// from behind the row of the padding token, which takes no part. The reference counts real tokens
/// by their ids, which takes a padding token within a text for padding; here nothing is padded, and
/// a token's position is its place.
final class Roberta {
  private static final int PADDING = 1;

  private Roberta() {}

  static BertConfig read(ModelConfig config) {
    int padding = config.token("pad_token_id", "vocab_size", PADDING);
    if (padding < 0) {
      config.problem("pad_token_id", "is null; positions are counted from it");
    }
    BertConfig.Head head =
        new BertConfig.Head("lm_head.dense", "lm_head.layer_norm", "lm_head.bias");
    BertConfig read = BertConfig.read(config, "roberta.", padding + 1, padding, head);
    if (read.maxTokens() < 1) {
      config.problem(
          "max_position_embeddings",
          read.positions() + " leaves no position behind pad_token_id " + padding);
    }
    config.check();
    return read;
  }
}
