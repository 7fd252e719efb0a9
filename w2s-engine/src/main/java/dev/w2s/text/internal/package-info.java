/// Tokenizer files.
@NullMarked
package dev.w2s.text.internal;

import org.jspecify.annotations.NullMarked;
