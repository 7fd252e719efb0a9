/// The study file and its errors, methods, recipes, the plan and its keys.
@NullMarked
package dev.w2s.study;

import org.jspecify.annotations.NullMarked;
