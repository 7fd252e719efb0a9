/// Results under their keys.
@NullMarked
package dev.w2s.store;

import org.jspecify.annotations.NullMarked;
