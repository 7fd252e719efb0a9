/// Chess: positions, moves and their rules, and the words that models read them as.
@NullMarked
package dev.w2s.chess;

import org.jspecify.annotations.NullMarked;
