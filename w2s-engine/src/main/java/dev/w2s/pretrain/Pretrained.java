package dev.w2s.pretrain;

import dev.w2s.train.Telling;

/// A decoder that was trained from fresh weights.
///
/// @param parameters its weights
/// @param games how well it tells games that it was not trained on
/// @param positions how well it tells what follows positions of such games
public record Pretrained(long parameters, Telling games, Telling positions) {}
