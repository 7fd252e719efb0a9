/// Decoders trained from fresh weights.
@NullMarked
package dev.w2s.pretrain;

import org.jspecify.annotations.NullMarked;
