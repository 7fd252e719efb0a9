package dev.w2s.model;

/// A pretrained network that was trained to tell tokens that are hidden from it, from those on both
/// sides: [#vocabularyLogits] are scores of what stands at a place itself (arXiv 1810.04805,
/// section 3.1).
public non-sealed interface MaskedModel extends VocabularyModel {}
