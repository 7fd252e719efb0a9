/// How a store becomes tables.
@NullMarked
package dev.w2s.query.internal;

import org.jspecify.annotations.NullMarked;
