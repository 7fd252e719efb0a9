package dev.w2s.study;

import dev.w2s.data.Match;
import dev.w2s.study.internal.RecipeSettings;
import java.util.OptionalInt;

/// How weak labels are written where answers are written. Of several answers that are drawn to a
/// row the one that most of them give is its label, and their share of all is how sure of it the
/// model is (self-consistency, arXiv 2203.11171). Students and ceilings are asked for their
/// likeliest tokens, whatever is said here, but for the length.
///
/// @param samples answers to each row
/// @param temperature that they are drawn at; 0 for the likeliest tokens, of which there is one
///   answer
/// @param topK of the likeliest tokens that are drawn from; 0 for all
/// @param topP the probability that these hold together, at most; 1 for all
/// @param maxTokens of an answer, those of students and ceilings too; empty for what suits the
///   task's answers
public record AnswerGeneration(
    int samples, double temperature, int topK, double topP, OptionalInt maxTokens) {
  /// One answer of the likeliest tokens.
  public static final AnswerGeneration GREEDY = new AnswerGeneration(1, 0, 0, 1);

  private static final int MOST_SAMPLES = 1000;

  public AnswerGeneration {
    Checks.atLeast(1, "samples", samples);
    Checks.notNegative("temperature", temperature);
    Checks.atLeast(0, "top-k", topK);
    Checks.part("top-p", topP);
    maxTokens.ifPresent(most -> Checks.atLeast(1, "max-tokens", most));
    if (samples > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "samples must be at most " + MOST_SAMPLES + " but was " + samples);
    }
    if (temperature == 0 && (samples > 1 || topK != 0 || topP != 1)) {
      throw new IllegalArgumentException(
          "temperature must be above 0 where %s but was 0, at which all answers are the same"
              .formatted(samples > 1 ? "samples are several" : "top-k or top-p is said"));
    }
  }

  /// Answers as long as suits the task.
  public AnswerGeneration(int samples, double temperature, int topK, double topP) {
    this(samples, temperature, topK, topP, OptionalInt.empty());
  }

  /// Tokens that an answer has at most.
  public int mostTokens(Match match) {
    return maxTokens.orElse(match.mostTokens());
  }

  /// The same without saying what is so anyway: what is written alike has one key.
  AnswerGeneration plain(Match match) {
    return mostTokens(match) == match.mostTokens()
        ? new AnswerGeneration(samples, temperature, topK, topP)
        : this;
  }

  /// One answer of the likeliest tokens, no longer than these.
  public AnswerGeneration greedily() {
    return new AnswerGeneration(1, 0, 0, 1, maxTokens);
  }

  /// For people: `the most frequent of 8 answers drawn at temperature 0.7`.
  public String words() {
    String drawn = "drawn at temperature " + RecipeSettings.number(temperature);
    if (!sampled()) {
      return "the answer of the likeliest tokens";
    }
    return samples == 1
        ? "one answer " + drawn
        : "the most frequent of %d answers %s".formatted(samples, drawn);
  }

  /// Whether answers are drawn.
  public boolean sampled() {
    return temperature > 0;
  }
}
