/// The commands, and how the parts are put together.
@NullMarked
package dev.w2s.cli;

import org.jspecify.annotations.NullMarked;
