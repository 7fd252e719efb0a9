/// Architectures, weight files, where models come from, the catalogue.
@NullMarked
package dev.w2s.model;

import org.jspecify.annotations.NullMarked;
