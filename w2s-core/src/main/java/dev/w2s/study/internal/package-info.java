/// Reading and writing study files, defaults, and the form of a step that its key is made of.
@NullMarked
package dev.w2s.study.internal;

import org.jspecify.annotations.NullMarked;
