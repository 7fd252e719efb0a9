/// The training loop, losses, schedules, checkpoints and prediction.
@NullMarked
package dev.w2s.train;

import org.jspecify.annotations.NullMarked;
