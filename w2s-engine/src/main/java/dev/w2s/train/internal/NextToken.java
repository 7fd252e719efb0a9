package dev.w2s.train.internal;

import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.tensor.Scope;
import dev.w2s.text.Batches;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passage;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Tensor;

/// The loss of telling each token from those before it: the mean of `-log p(x_t | x_<t)` over all
/// tokens of a batch that count, whichever passage they stand in. Vocabulary logits are computed
/// where they count alone.
public final class NextToken implements Gradients {
  private final LanguageModel model;
  private final CountedTokens counted;
  private final ToldTokens told;
  private final List<EncodedText> texts;
  private final int[] lengths;
  private final TokenBudget budget;
  private final Pass pass;
  private final boolean recompute;
  private final BooleanSupplier cancelled;

  /// @param tokenBudget tokens of a micro-batch
  /// @param cancelled asked before each micro-batch
  public NextToken(
      LanguageModel model, LanguageTraining training, int tokenBudget, BooleanSupplier cancelled) {
    this.model = model;
    this.counted = new CountedTokens(training.passages());
    this.texts = training.passages().stream().map(Passage::text).toList();
    this.lengths = training.lengths();
    this.budget = new TokenBudget(lengths, tokenBudget);
    this.pass = new Pass(training.recipe().precision(), training.recipe().dropout());
    this.told = new ToldTokens(model, pass);
    this.recompute = training.recipe().recompute();
    this.cancelled = cancelled;
  }

  @Override
  public double add(int[] batch, double progress) {
    int all = counted.count(batch);
    double sum = 0;
    for (int[] piece : Batches.micro(batch, lengths, budget.tokens())) {
      sum += addPiece(piece, all);
    }
    return sum;
  }

  @Override
  public boolean halve(int[] batch) {
    return budget.halve(batch);
  }

  private double addPiece(int[] piece, int all) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
    try (Scope scope = Scope.open()) {
      TokenBatch batch = TokenBatch.of(texts, piece);
      return Forward.learn(model, hidden -> loss(hidden, piece, all), batch, pass, recompute);
    }
  }

  /// The piece's share of the batch's loss, without dimensions.
  private Tensor loss(Tensor hidden, int[] piece, int all) {
    return told.loss(counted.before(hidden, piece), counted.tokens(piece), 1.0 / all);
  }
}
