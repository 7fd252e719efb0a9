/// What a user is told when something is wrong, and the exit code that goes with it.
@NullMarked
package dev.w2s.problem;

import org.jspecify.annotations.NullMarked;
