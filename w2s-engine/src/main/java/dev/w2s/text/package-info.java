/// Tokenizers, and batches by length.
@NullMarked
package dev.w2s.text;

import org.jspecify.annotations.NullMarked;
