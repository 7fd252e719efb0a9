/// The numbers behind label transforms and combinations. Not for use from outside `dev.w2s.label`.
@NullMarked
package dev.w2s.label.internal;

import org.jspecify.annotations.NullMarked;
