/// A live page of a store.
@NullMarked
package dev.w2s.serve;

import org.jspecify.annotations.NullMarked;
