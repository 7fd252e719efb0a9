/// What a model says of every row of a file.
@NullMarked
package dev.w2s.predict;

import org.jspecify.annotations.NullMarked;
