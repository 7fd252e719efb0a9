package dev.w2s.generate.internal;

import dev.w2s.generate.Generation;
import dev.w2s.model.LoadedModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.text.PromptedText;
import dev.w2s.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Prompts as a model reads them, with room for what is to come.
///
/// @param ids tokens of each
/// @param tokenizer that made them
/// @param ends tokens that the model ends texts with
/// @param stops special tokens that end a completion too, of those texts that are to end one
public record Prompts(List<int[]> ids, Tokenizer tokenizer, Set<Integer> ends, Set<Integer> stops) {
  /// The last tokens of a prompt that a completion's text is told after: some tokenizers tell the
  /// first word of a text apart from those behind it.
  private static final int TAIL = 4;

  /// Reads prompts; what is too long is cut at its start.
  ///
  /// @param how what is to come
  /// @throws BadInputException where the model has too few positions, or nothing to start from, or
  ///   a stop holds a special token beside other text
  public static Prompts of(LoadedModel model, List<String> prompts, Generation how) {
    Tokenizer tokenizer = model.tokenizer();
    int room = how.maxTokens();
    int most = model.facts().maxTokens() - room;
    if (most <= tokenizer.specialsBefore()) {
      throw new BadInputException(
          "%d tokens are to be generated, but the model has positions for %d with the prompt"
              .formatted(room, model.facts().maxTokens()));
    }
    List<int[]> ids =
        tokenizer.starts(prompts).stream()
            .map(read -> PromptedText.cut(started(model, read), tokenizer.specialsBefore(), most))
            .toList();
    // A text holds no special token, and cannot be searched for one.
    Set<Integer> stops =
        how.stops().stream()
            .flatMapToInt(stop -> tokenizer.special(stop).stream())
            .boxed()
            .collect(Collectors.toSet());
    return new Prompts(ids, tokenizer, model.endTokens(), stops);
  }

  /// Tokens, or the one that a model without a token for beginnings starts from.
  static int[] started(LoadedModel model, int[] ids) {
    if (ids.length > 0) {
      return ids;
    }
    return new int[] {
      model.endTokens().stream()
          .findFirst()
          .orElseThrow(() ->
              new BadInputException(
                  "a prompt is empty, and the model has no token that a text begins or ends with"))
    };
  }

  /// Tokens that are remembered of each prompt in the end.
  ///
  /// @param room tokens that are to come
  /// @param samples completions
  public int[] lengths(int room, int samples) {
    return ids.stream().mapToInt(prompt -> (prompt.length + room) * samples).toArray();
  }

  /// The text of tokens behind a prompt.
  String text(int prompt, int[] tokens) {
    int[] before = ids.get(prompt);
    int[] tail = Arrays.copyOfRange(before, Math.max(0, before.length - TAIL), before.length);
    int[] both = Arrays.copyOf(tail, tail.length + tokens.length);
    System.arraycopy(tokens, 0, both, tail.length, tokens.length);
    String start = tokenizer.text(tail);
    String all = tokenizer.text(both);
    return all.startsWith(start) ? all.substring(start.length()) : tokenizer.text(tokens);
  }
}
