/// Scopes that free native memory, devices, precision, threads and random numbers.
@NullMarked
package dev.w2s.tensor;

import org.jspecify.annotations.NullMarked;
