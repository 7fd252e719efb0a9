/// What training is made of: losses, the optimiser, the loop and its checkpoints. Not for use from
/// outside `dev.w2s.train`.
@NullMarked
package dev.w2s.train.internal;

import org.jspecify.annotations.NullMarked;
