package dev.w2s.generate.internal;

import dev.w2s.generate.Completion;
import dev.w2s.generate.Completion.End;
import dev.w2s.generate.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A completion on its way.
final class Row {
  private final int prompt;
  private final int promptTokens;
  private final SplittableRandom random;
  private final List<Integer> tokens = new ArrayList<>();
  private double logProbability;
  private @Nullable Completion completion;

  /// @param prompt its number
  /// @param promptTokens how many tokens it has
  /// @param sample number of the completion
  Row(int prompt, int promptTokens, int sample, long seed) {
    this.prompt = prompt;
    this.promptTokens = promptTokens;
    this.random =
        new SplittableRandom(
            new SplittableRandom(seed).nextLong()
                + new SplittableRandom(prompt).nextLong()
                + sample);
  }

  SplittableRandom random() {
    return random;
  }

  /// The place of the newest token.
  int place() {
    return promptTokens + tokens.size() - 1;
  }

  int[] newest() {
    return new int[] {tokens.getLast()};
  }

  Optional<Completion> completion() {
    return Optional.ofNullable(completion);
  }

  /// Takes the next token, and sees whether it is the last.
  void add(Pick pick, Prompts prompts, Generation how) {
    tokens.add(pick.token());
    logProbability += pick.logProbability();
    if (prompts.ends().contains(pick.token())) {
      finish(prompts.text(prompt, ids(tokens.size() - 1)), End.END_TOKEN);
      return;
    }
    if (prompts.stops().contains(pick.token())) {
      finish(prompts.text(prompt, ids(tokens.size() - 1)), End.STOP);
      return;
    }
    boolean full = tokens.size() == how.maxTokens();
    if (full || !how.stops().isEmpty()) {
      String text = prompts.text(prompt, ids(tokens.size()));
      int stop = firstStop(text, how.stops());
      if (stop >= 0) {
        finish(text.substring(0, stop), End.STOP);
      } else if (full) {
        finish(text, End.LENGTH);
      }
    }
  }

  private void finish(String text, End end) {
    completion = new Completion(text, tokens, logProbability, end);
  }

  private int[] ids(int count) {
    return tokens.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  /// Where the first of the stops begins; -1 where there is none.
  private static int firstStop(String text, List<String> stops) {
    return stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }
}
