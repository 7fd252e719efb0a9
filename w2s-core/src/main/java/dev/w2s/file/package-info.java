/// Files that are there whole or not at all.
@NullMarked
package dev.w2s.file;

import org.jspecify.annotations.NullMarked;
