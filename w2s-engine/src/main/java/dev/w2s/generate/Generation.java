package dev.w2s.generate;

import java.util.List;

/// How texts are gone on with.
///
/// @param maxTokens of a completion at most; a prompt that is too long beside them is cut at its
///   start
/// @param stops texts that end a completion, such as a line's end, or special tokens, each alone;
///   empty for none. The model's own end tokens end one always
/// @param choice which token comes next
/// @param samples completions of each prompt, each drawn by itself
/// @param seed what is drawn follows from it, the number of the prompt and that of the sample,
///   whatever is computed together
public record Generation(int maxTokens, List<String> stops, Choice choice, int samples, long seed) {
  public Generation {
    stops = List.copyOf(stops);
    if (maxTokens < 1 || samples < 1) {
      throw new IllegalArgumentException(
          "tokens and samples must be at least 1 but were " + maxTokens + " and " + samples);
    }
    if (stops.contains("")) {
      throw new IllegalArgumentException("nothing cannot end a completion");
    }
  }

  /// One completion of the likeliest tokens.
  public static Generation greedy(int maxTokens, String... stops) {
    return new Generation(maxTokens, List.of(stops), new Choice.Greedy(), 1, 0);
  }
}
