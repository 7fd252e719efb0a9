/// Architectures, and the files that models come in.
@NullMarked
package dev.w2s.model.internal;

import org.jspecify.annotations.NullMarked;
