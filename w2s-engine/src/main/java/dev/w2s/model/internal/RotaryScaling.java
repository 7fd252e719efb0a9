package dev.w2s.model.internal;

import java.util.List;

/// How the frequencies of a [Rotary] are changed so that a model reads longer texts than it was
/// pretrained on. Computed in float32, as the reference implementation does.
sealed interface RotaryScaling {
  /// Frequencies as they were pretrained. `dynamic` is this too: it changes frequencies only for
  /// rows longer than the model's range, which are never made.
  record None() implements RotaryScaling {}

  /// All frequencies divided, arXiv 2306.15595.
  record Linear(double factor) implements RotaryScaling {}

  /// Low frequencies divided, high ones kept, those between interpolated, arXiv 2407.21783.
  ///
  /// @param factor what low frequencies are divided by
  /// @param low turns within `original` places under which a frequency is low
  /// @param high the same over which it is high
  /// @param original places in pretraining
  record Llama3(double factor, double low, double high, int original) implements RotaryScaling {}

  /// The same with a ramp over the pairs, and turned values scaled, arXiv 2309.00071.
  ///
  /// @param factor what low frequencies are divided by
  /// @param fast turns within `original` places over which a frequency is kept
  /// @param slow the same under which it is divided
  /// @param original places in pretraining
  /// @param truncated whether the ramp starts and ends at whole pairs
  /// @param scale of turned values
  record Yarn(
      double factor, double fast, double slow, int original, boolean truncated, double scale)
      implements RotaryScaling {}

  /// Each frequency divided by a number of its own, arXiv 2402.13753. The reference has other
  /// numbers for rows longer than those of pretraining; a model's range ends before them, as
  /// results would depend on which rows are computed together.
  ///
  /// @param factors of each pair
  /// @param scale of turned values
  record LongRope(List<Float> factors, double scale) implements RotaryScaling {
    public LongRope {
      factors = List.copyOf(factors);
    }
  }

  /// The rotary embedding of heads of which `dimensions` values are turned.
  ///
  /// @param base the slowest pair turns once in nearly `2 pi base` places
  default Rotary rotary(double base, int dimensions) {
    float[] frequencies = new float[dimensions / 2];
    for (int i = 0; i < frequencies.length; i++) {
      float period = (float) Math.pow((float) base, 2f * i / dimensions);
      frequencies[i] = scaled(period, i, base, dimensions);
    }
    return new Rotary(frequencies, scale());
  }

  private double scale() {
    return switch (this) {
      case None none -> 1;
      case Linear linear -> 1;
      case Llama3 llama -> 1;
      case Yarn yarn -> yarn.scale;
      case LongRope rope -> rope.scale;
    };
  }

  /// The frequency of pair i, whose period was `2 pi period` places in pretraining.
  private float scaled(float period, int i, double base, int dimensions) {
    return switch (this) {
      case None none -> 1 / period;
      case Linear(double factor) -> 1 / period / (float) factor;
      case Llama3 llama -> scaled(llama, 1 / period);
      case Yarn yarn -> scaled(yarn, period, i, base, dimensions);
      case LongRope rope -> 1 / (rope.factors.get(i) * period);
    };
  }

  private static float scaled(Llama3 llama, float frequency) {
    double turns = llama.original / (2 * Math.PI / frequency);
    if (turns > llama.high) {
      return frequency;
    }
    if (turns < llama.low) {
      return frequency / (float) llama.factor;
    }
    double kept = (turns - llama.low) / (llama.high - llama.low);
    return (float) ((1 - kept) * frequency / llama.factor + kept * frequency);
  }

  private static float scaled(Yarn yarn, float period, int i, double base, int dimensions) {
    double start = pair(yarn.fast, yarn.original, base, dimensions);
    double end = pair(yarn.slow, yarn.original, base, dimensions);
    start = Math.max(yarn.truncated ? Math.floor(start) : start, 0);
    end = Math.min(yarn.truncated ? Math.ceil(end) : end, dimensions - 1);
    // A ramp without a width would divide by 0.
    double width = start == end ? .001 : end - start;
    double divided = Math.clamp((i - start) / width, 0, 1);
    return (float) (divided / (yarn.factor * period) + (1 - divided) / period);
  }

  /// The pair, between pairs, that turns so often within so many places.
  private static double pair(double turns, int places, double base, int dimensions) {
    return dimensions * Math.log(places / (turns * 2 * Math.PI)) / (2 * Math.log(base));
  }
}
