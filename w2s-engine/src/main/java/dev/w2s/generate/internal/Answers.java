package dev.w2s.generate.internal;

import dev.w2s.model.LoadedModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.text.PromptedText;
import dev.w2s.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A prompt and what may follow it, as a model reads them.
///
/// @param prompt the tokens that all answers follow
/// @param answers tokens of each
public record Answers(int[] prompt, List<int[]> answers) {
  /// Reads prompts and their answers; a prompt that is too long is cut at its start.
  ///
  /// @throws BadInputException where an answer is empty or has more tokens than the model
  ///   positions, or there is nothing to start from
  public static List<Answers> of(
      LoadedModel model, List<String> prompts, List<List<String>> answers) {
    if (prompts.size() != answers.size() || answers.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("each prompt needs answers");
    }
    List<PromptedText> texts = texts(model.tokenizer(), prompts, answers);
    List<Answers> all = new ArrayList<>();
    int start = 0;
    for (List<String> each : answers) {
      all.add(of(model, texts.subList(start, start + each.size())));
      start += each.size();
    }
    return all;
  }

  private static List<PromptedText> texts(
      Tokenizer tokenizer, List<String> prompts, List<List<String>> answers) {
    List<String> repeated = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      repeated.addAll(Collections.nCopies(answers.get(i).size(), prompts.get(i)));
    }
    return PromptedText.of(tokenizer, repeated, answers.stream().flatMap(List::stream).toList());
  }

  private static Answers of(LoadedModel model, List<PromptedText> texts) {
    int shared = texts.stream().mapToInt(PromptedText::from).min().orElseThrow();
    int[] prompt = Arrays.copyOf(texts.getFirst().ids(), shared);
    List<int[]> answers =
        texts.stream()
            .map(text -> Arrays.copyOfRange(text.ids(), shared, text.ids().length))
            .toList();
    int specials = model.tokenizer().specialsBefore();
    int most = model.facts().maxTokens() - longest(answers);
    if (most <= specials) {
      throw new BadInputException(
          "an answer has %d tokens, but the model has positions for %d with the prompt"
              .formatted(longest(answers), model.facts().maxTokens()));
    }
    return new Answers(PromptedText.cut(Prompts.started(model, prompt), specials, most), answers);
  }

  private static int longest(List<int[]> answers) {
    return answers.stream().mapToInt(answer -> answer.length).max().orElseThrow();
  }

  /// Columns of the prompt with its longest answer.
  int columns() {
    return prompt.length + longest(answers);
  }

  /// Tokens that are remembered at once: of the prompt alone where each answer is one token.
  public int length() {
    return prompt.length + answers.stream().mapToInt(answer -> answer.length).sum();
  }
}
