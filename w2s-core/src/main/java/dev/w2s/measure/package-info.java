/// Accuracy, performance gap recovered, agreement and calibration, with intervals; tests between
/// methods and over tasks; power.
///
/// [dev.w2s.measure.Outcomes] says who was right where, [dev.w2s.measure.Bootstrap] resamples seeds
/// and rows of several models together, and [dev.w2s.measure.Resamples] holds what is estimated
/// from that.
@NullMarked
package dev.w2s.measure;

import org.jspecify.annotations.NullMarked;
