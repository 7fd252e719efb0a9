/// Studies run by a program of one's own.
@NullMarked
package dev.w2s.api;

import org.jspecify.annotations.NullMarked;
