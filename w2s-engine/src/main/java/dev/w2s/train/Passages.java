package dev.w2s.train;

import dev.w2s.model.LoadedModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.text.EncodedText;
import dev.w2s.text.PromptedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Texts as passages that a model learns.
public final class Passages {
  private Passages() {}

  /// Prompts with their answers, of which the answers' tokens count alone, and behind each the
  /// token that the model ends texts with, where it has one. A model without a token for beginnings
  /// starts from that too. A prompt that is too long is cut at its start, and an answer that is too
  /// long at its end.
  ///
  /// @param maxTokens of a passage at most
  /// @throws BadInputException where an answer holds no token, or nothing stands before the first
  ///   that it holds
  public static List<Passage> of(LoadedModel model, List<Demonstration> shown, int maxTokens) {
    List<PromptedText> texts =
        PromptedText.of(
            model.tokenizer(),
            shown.stream().map(Demonstration::prompt).toList(),
            shown.stream().map(Demonstration::answer).toList());
    int specials = model.tokenizer().specialsBefore();
    OptionalInt end = model.endTokens().stream().mapToInt(Integer::intValue).findFirst();
    int most = Math.min(maxTokens, model.facts().maxTokens());
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      passages.add(passage(texts.get(i), end, specials, most, i));
    }
    return passages;
  }

  /// Whole texts with the model's special tokens, all of whose tokens count but the first. What is
  /// too long is cut at its end.
  ///
  /// @param maxTokens of a passage at most
  /// @throws BadInputException where a text holds no token to tell
  public static List<Passage> whole(LoadedModel model, List<String> texts, int maxTokens) {
    List<EncodedText> read =
        model
            .tokenizer()
            .encode(
                texts.stream().map(List::of).toList(),
                Math.min(maxTokens, model.facts().maxTokens()));
    List<Passage> passages = new ArrayList<>();
    for (EncodedText text : read) {
      if (text.length() < 2) {
        throw new BadInputException(
            "text %d holds no token behind its first".formatted(passages.size() + 1));
      }
      passages.add(Passage.whole(text.ids()));
    }
    return passages;
  }

  private static Passage passage(
      PromptedText text, OptionalInt end, int specials, int most, int row) {
    int[] prompt = Arrays.copyOf(text.ids(), text.from());
    int[] answer = Arrays.copyOfRange(text.ids(), text.from(), text.ids().length);
    if (prompt.length == 0) {
      prompt = new int[] {start(end, row)};
    }
    if (end.isPresent()) {
      answer = joined(answer, new int[] {end.getAsInt()});
    }
    int kept = Math.min(answer.length, most - Math.max(1, specials));
    int[] before = PromptedText.cut(prompt, specials, most - kept);
    return new Passage(joined(before, Arrays.copyOf(answer, kept)), before.length);
  }

  private static int start(OptionalInt end, int row) {
    return end.orElseThrow(() ->
        new BadInputException(
            "prompt %d is empty, and the model has no token that a text begins or ends with"
                .formatted(row + 1)));
  }

  private static int[] joined(int[] first, int[] second) {
    int[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
