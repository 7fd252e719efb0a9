/// YAML files for people: typed values with positions, and every problem of a file at once.
@NullMarked
package dev.w2s.yaml;

import org.jspecify.annotations.NullMarked;
