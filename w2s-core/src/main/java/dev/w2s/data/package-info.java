/// Sources, tasks, examples and splits.
@NullMarked
package dev.w2s.data;

import org.jspecify.annotations.NullMarked;
