/// The figures of a report: their rows, and how they are drawn, in Vega-Lite.
@NullMarked
package dev.w2s.report.internal.figure;

import org.jspecify.annotations.NullMarked;
