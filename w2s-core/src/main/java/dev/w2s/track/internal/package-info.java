/// The formats and the protocol of those tools.
@NullMarked
package dev.w2s.track.internal;

import org.jspecify.annotations.NullMarked;
