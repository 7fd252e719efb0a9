/// How a store keeps its files whole.
@NullMarked
package dev.w2s.store.internal;

import org.jspecify.annotations.NullMarked;
