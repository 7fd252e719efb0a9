/// What is done to weak labels before a student learns from them: filters and relabelling, several
/// sources made one, simulated supervisors.
@NullMarked
package dev.w2s.label;

import org.jspecify.annotations.NullMarked;
