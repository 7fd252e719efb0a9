package dev.w2s.train.internal;

import dev.w2s.model.MaskedModel;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Masking;
import dev.w2s.train.Masking.Masked;
import dev.w2s.train.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/// The loss of telling hidden tokens, arXiv 1810.04805, section 3.1: the mean of `-log p(x_t | what
/// is shown)` over all that are hidden in a batch. Others are hidden each time a text comes (arXiv
/// 1907.11692, section 4.1).
public final class MaskedTokens implements Gradients {
  private final MaskedModel model;
  private final Masking masking;
  private final LanguageTraining training;
  private final int[] lengths;
  private final TokenBudget budget;
  private final Pass pass;
  private final ToldTokens told;
  private final BooleanSupplier cancelled;

  /// @param tokenBudget tokens of a micro-batch
  /// @param cancelled asked before each micro-batch
  public MaskedTokens(
      MaskedModel model,
      Masking masking,
      LanguageTraining training,
      int tokenBudget,
      BooleanSupplier cancelled) {
    this.model = model;
    this.masking = masking;
    this.training = training;
    this.lengths = training.lengths();
    this.budget = new TokenBudget(lengths, tokenBudget);
    this.pass = new Pass(training.recipe().precision(), training.recipe().dropout());
    this.told = new ToldTokens(model, pass);
    this.cancelled = cancelled;
  }

  @Override
  public double add(int[] batch, double progress) {
    List<int[]> pieces = Batches.micro(batch, lengths, budget.tokens());
    List<List<Masked>> hidden = pieces.stream().map(piece -> hidden(piece, progress)).toList();
    int all = hidden.stream().flatMap(List::stream).mapToInt(row -> row.places().length).sum();
    double sum = 0;
    for (int i = 0; i < pieces.size(); i++) {
      sum += addPiece(pieces.get(i), hidden.get(i), all);
    }
    return sum;
  }

  @Override
  public boolean halve(int[] batch) {
    return budget.halve(batch);
  }

  /// What is hidden follows from the seed, the row and how far the training is, so that a training
  /// that is gone on with hides the same.
  private List<Masked> hidden(int[] rows, double progress) {
    return Arrays.stream(rows)
        .mapToObj(row -> {
          long mixed = training.seed() ^ Long.rotateLeft(Double.doubleToLongBits(progress), 17);
          SplittableRandom random =
              new SplittableRandom(new SplittableRandom(mixed).nextLong() + row);
          return masking.hide(training.passages().get(row).ids(), random);
        })
        .toList();
  }

  private double addPiece(int[] rows, List<Masked> hidden, int all) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
    int count = hidden.stream().mapToInt(row -> row.places().length).sum();
    if (count == 0) {
      return 0;
    }
    try (Scope scope = Scope.open()) {
      return Forward.learn(
          model,
          states -> loss(states, hidden, count, all),
          batch(rows, hidden),
          pass,
          training.recipe().recompute());
    }
  }

  private TokenBatch batch(int[] rows, List<Masked> hidden) {
    List<EncodedText> texts =
        IntStream.range(0, rows.length)
            .mapToObj(i -> {
              Passage passage = training.passages().get(rows[i]);
              return new EncodedText(hidden.get(i).ids(), passage.text().segments());
            })
            .toList();
    return TokenBatch.of(texts, IntStream.range(0, rows.length).toArray());
  }

  /// The piece's share of the batch's loss, without dimensions.
  private Tensor loss(Tensor states, List<Masked> hidden, int count, int all) {
    Tensor at = states.index_select(0, places(hidden, count)); // [n, H]
    long[] tokens =
        hidden.stream().flatMapToInt(row -> Arrays.stream(row.tokens())).asLongStream().toArray();
    return told.loss(at, Tensors.longs(tokens, count, 1), 1.0 / all);
  }

  /// Where hidden tokens stand among the rows', int64 `[n]`.
  private static Tensor places(List<Masked> hidden, int count) {
    long[] places = new long[count];
    long start = 0;
    int n = 0;
    for (Masked row : hidden) {
      for (int place : row.places()) {
        places[n++] = start + place;
      }
      start += row.ids().length;
    }
    return Tensors.longs(places, count);
  }
}
