/// What fresh decoders are made of, and what they learn.
@NullMarked
package dev.w2s.pretrain.internal;

import org.jspecify.annotations.NullMarked;
