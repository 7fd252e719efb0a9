/// What the page asks for, and who may ask.
@NullMarked
package dev.w2s.serve.internal;

import org.jspecify.annotations.NullMarked;
