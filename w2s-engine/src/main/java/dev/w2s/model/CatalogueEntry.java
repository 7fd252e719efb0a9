package dev.w2s.model;

import dev.w2s.study.Pooling;

/// A model that can be used by its short name.
///
/// @param name the short name
/// @param source the URI it stands for
/// @param pooling how it was pretrained to give one vector
/// @param licence of the weights, as SPDX names it
/// @param parameters number of weights of all layers
/// @param download bytes to fetch before the first use
/// @param description one line for people
public record CatalogueEntry(
    String name,
    String source,
    Pooling pooling,
    String licence,
    long parameters,
    long download,
    String description) {}
