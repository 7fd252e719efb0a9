/// What a finished study says, computed from kept predictions alone.
@NullMarked
package dev.w2s.finding;

import org.jspecify.annotations.NullMarked;
