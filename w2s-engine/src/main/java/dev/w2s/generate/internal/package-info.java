/// How decoders are gone on with.
@NullMarked
package dev.w2s.generate.internal;

import org.jspecify.annotations.NullMarked;
