package dev.w2s.text;

import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A prompt and what follows it, as a model reads them side by side. The array is not copied and
/// must not be changed.
///
/// @param ids token ids of both, `[T]`
/// @param from the first token that is not the prompt's alone: at most `T - 1`. Where the end of a
///   prompt and the beginning of what follows are one token, that is it
public record PromptedText(int[] ids, int from) {
  /// Reads prompts with what follows each.
  ///
  /// @param prompts may be empty texts
  /// @throws BadInputException where nothing follows
  public static List<PromptedText> of(
      Tokenizer tokenizer, List<String> prompts, List<String> following) {
    List<int[]> starts = tokenizer.starts(prompts);
    List<int[]> whole =
        tokenizer.starts(
            IntStream.range(0, prompts.size())
                .mapToObj(i -> prompts.get(i) + following.get(i))
                .toList());
    List<PromptedText> texts = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      texts.add(new PromptedText(whole.get(i), shared(starts.get(i), whole.get(i), i)));
    }
    return texts;
  }

  private static int shared(int[] start, int[] whole, int row) {
    int differing = Arrays.mismatch(start, whole);
    if (differing < 0) {
      throw new BadInputException("what follows prompt %d holds no token".formatted(row + 1));
    }
    return Math.min(differing, Math.max(0, whole.length - 1));
  }

  /// Tokens without as many of the first as they are too many by; special tokens stay.
  ///
  /// @param specials tokens at the start that stay
  /// @param most tokens that are kept
  public static int[] cut(int[] ids, int specials, int most) {
    int surplus = Math.max(0, ids.length - most);
    int kept = Math.min(specials, ids.length);
    return surplus == 0
        ? ids
        : IntStream.concat(
                Arrays.stream(ids, 0, kept), Arrays.stream(ids, kept + surplus, ids.length))
            .toArray();
  }
}
