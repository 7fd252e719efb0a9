/// Questions in SQL over all that a store holds.
@NullMarked
package dev.w2s.query;

import org.jspecify.annotations.NullMarked;
