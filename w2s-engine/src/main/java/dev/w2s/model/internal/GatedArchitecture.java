package dev.w2s.model.internal;

/// A decoder with [GatedSizes], whose weights are called as Llama's.
sealed interface GatedArchitecture extends DecoderArchitecture permits GatedDecoder, Gemma2 {
  /// Its sizes.
  GatedSizes sizes();

  @Override
  default int vocabulary() {
    return sizes().vocabulary();
  }

  @Override
  default int layers() {
    return sizes().layers();
  }

  @Override
  default int width() {
    return sizes().width();
  }

  @Override
  default int maxTokens() {
    return sizes().rotary().maxTokens();
  }

  @Override
  default boolean tied() {
    return sizes().tied();
  }

  @Override
  default String tokenTable() {
    return GatedSizes.PREFIX + "embed_tokens.weight";
  }

  /// Heads, and the frequencies that older files store.
  @Override
  default boolean isSpare(String name) {
    return name.startsWith("lm_head.")
        || name.startsWith("score.")
        || name.startsWith("qa_outputs.")
        || name.endsWith(".rotary_emb.inv_freq");
  }

  /// A stored name with the prefix that files of models without a head leave out.
  @Override
  default String published(String stored) {
    return stored.matches("(layers|embed_tokens|norm)\\..*") ? GatedSizes.PREFIX + stored : stored;
  }
}
