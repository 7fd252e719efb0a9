/// One class for each form that findings take.
@NullMarked
package dev.w2s.report.internal;

import org.jspecify.annotations.NullMarked;
