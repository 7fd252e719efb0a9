/// Findings for people and programs: terminal, HTML, JSON, CSV, PNG.
@NullMarked
package dev.w2s.report;

import org.jspecify.annotations.NullMarked;
