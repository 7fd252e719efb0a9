/// What is finished of a file's predictions, and how it is kept.
@NullMarked
package dev.w2s.predict.internal;

import org.jspecify.annotations.NullMarked;
