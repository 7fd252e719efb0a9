/// Each kind of step carried out; the executor; progress.
@NullMarked
package dev.w2s.run;

import org.jspecify.annotations.NullMarked;
