package dev.w2s.generate;

import dev.w2s.generate.internal.Answers;
import dev.w2s.generate.internal.Prompts;
import dev.w2s.generate.internal.Reader;
import dev.w2s.generate.internal.Rollout;
import dev.w2s.generate.internal.Scoring;
import dev.w2s.model.LoadedModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.train.Progress;
import dev.w2s.train.RowBatches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Asks a decoder what follows texts. Keys and values of what it has read are remembered, so that
/// each token is computed once. Prompts of like length are computed together; a result differs by
/// no more than rounding from that of a prompt alone.
///
/// A text is read as the model's tokenizer makes it, with the special tokens that come before texts
/// and without those that come behind.
public final class Generator {
  private final LoadedModel model;
  private final Precision precision;
  private Progress progress = Progress.NONE;
  private BooleanSupplier cancelled = () -> false;
  private int tokensAtOnce = RowBatches.standardTokens();

  private Generator(LoadedModel model, Precision precision) {
    this.model = model;
    this.precision = precision;
  }

  /// A generator that nobody watches.
  ///
  /// @param model loaded with what vocabulary logits need; it stays the caller's
  /// @param precision of matrix products
  public static Generator of(LoadedModel model, Precision precision) {
    return new Generator(model, precision);
  }

  /// Who hears of prompts done; nobody by default.
  public Generator progress(Progress listener) {
    this.progress = listener;
    return this;
  }

  /// Asked before each token.
  public Generator cancelledWhen(BooleanSupplier flag) {
    this.cancelled = flag;
    return this;
  }

  /// Tokens that are remembered at once, by all threads together: memory grows with them.
  public Generator tokensAtOnce(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("tokens at once must be at least 1 but were " + tokens);
    }
    this.tokensAtOnce = tokens;
    return this;
  }

  /// Goes on with texts.
  ///
  /// @return the completions of each prompt, as many as were asked for
  /// @throws BadInputException where the model has too few positions, a prompt is empty and the
  ///   model has no token to start from, or a stop holds a special token beside other text
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single prompt
  public List<List<Completion>> generate(List<String> prompts, Generation how) {
    Libtorch.use(precision);
    Prompts read = Prompts.of(model, prompts, how);
    Reader reader = Reader.of(model, precision, cancelled);
    List<List<Completion>> completions = empty(prompts.size());
    batches(read.lengths(how.maxTokens(), how.samples()))
        .each(batch -> place(Rollout.of(reader, read, how, batch), batch, completions));
    return completions;
  }

  /// How likely each of some answers is after each prompt. What of a prompt and an answer is one
  /// token counts as the answer's, so that answers can be compared whatever they begin with. An
  /// answer that another begins with is likelier than that; where it matters, end both.
  ///
  /// @param answers of each prompt, at least one
  /// @return the scores of each prompt's answers
  /// @throws BadInputException where an answer is empty or has too many tokens, too
  /// @throws CancelledException where that was asked for
  /// @throws FailedException where memory does not suffice for a single prompt
  public List<List<Score>> score(List<String> prompts, List<List<String>> answers) {
    Libtorch.use(precision);
    List<Answers> read = Answers.of(model, prompts, answers);
    Reader reader = Reader.of(model, precision, cancelled);
    List<List<Score>> scores = empty(prompts.size());
    batches(read.stream().mapToInt(Answers::length).toArray())
        .each(batch -> place(scores(reader, read, batch), batch, scores));
    return scores;
  }

  private List<List<Score>> scores(Reader reader, List<Answers> all, int[] batch) {
    List<Answers> asked = Arrays.stream(batch).mapToObj(all::get).toList();
    return Scoring.of(reader, asked, RowBatches.share(tokensAtOnce));
  }

  private RowBatches batches(int[] lengths) {
    return new RowBatches(lengths, tokensAtOnce, progress, cancelled);
  }

  private static <T> List<List<T>> empty(int rows) {
    return new ArrayList<>(Collections.nCopies(rows, List.of()));
  }

  private static <T> void place(List<List<T>> results, int[] batch, List<List<T>> all) {
    for (int i = 0; i < batch.length; i++) {
      all.set(batch[i], results.get(i));
    }
  }
}
