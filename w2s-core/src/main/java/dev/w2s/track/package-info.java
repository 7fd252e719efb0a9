/// What a study measures, for the tools that people already look at.
@NullMarked
package dev.w2s.track;

import org.jspecify.annotations.NullMarked;
