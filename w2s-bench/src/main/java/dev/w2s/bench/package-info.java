/// Benchmarks: what the engine does of what the machine could.
@NullMarked
package dev.w2s.bench;

import org.jspecify.annotations.NullMarked;
