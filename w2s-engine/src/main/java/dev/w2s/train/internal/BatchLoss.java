package dev.w2s.train.internal;

/// What a loss says of one batch.
///
/// @param mean the loss, a mean over the batch's rows
/// @param gradient of the mean with respect to the logits, `[B, k]`
public record BatchLoss(double mean, double[][] gradient) {}
