/// The hub's protocol and the layout of its cache.
@NullMarked
package dev.w2s.hub.internal;

import org.jspecify.annotations.NullMarked;
