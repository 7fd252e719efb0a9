/// What follows texts, as a decoder tells it, and how likely given answers are.
@NullMarked
package dev.w2s.generate;

import org.jspecify.annotations.NullMarked;
