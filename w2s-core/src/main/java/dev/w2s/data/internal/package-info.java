/// Readers of record files and of WordNet, and what turns their records into examples.
@NullMarked
package dev.w2s.data.internal;

import org.jspecify.annotations.NullMarked;
