package dev.w2s.train.internal;

import dev.w2s.model.LanguageModel;
import dev.w2s.model.Pass;
import dev.w2s.problem.CancelledException;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The loss of telling each token from those before it: the mean of `-log p(x_t | x_<t)` over all
/// tokens of a batch that count, whichever passage they stand in. Vocabulary logits are computed
/// where they count alone.
public final class NextToken implements Gradients {
  private final LanguageModel model;
  private final List<Passage> passages;
  private final List<EncodedText> texts;
  private final int[] lengths;
  private final TokenBudget budget;
  private final Pass pass;
  private final boolean recompute;
  private final BooleanSupplier cancelled;

  /// @param tokenBudget tokens, with padding, of a micro-batch
  /// @param cancelled asked before each micro-batch
  public NextToken(
      LanguageModel model, LanguageTraining training, int tokenBudget, BooleanSupplier cancelled) {
    this.model = model;
    this.passages = training.passages();
    this.texts = passages.stream().map(Passage::text).toList();
    this.lengths = training.lengths();
    this.budget = new TokenBudget(lengths, tokenBudget);
    this.pass = new Pass(training.recipe().precision(), training.recipe().dropout());
    this.recompute = training.recipe().recompute();
    this.cancelled = cancelled;
  }

  @Override
  public double add(int[] batch, double progress) {
    int all = counted(batch);
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

  @Override
  public List<Tensor> tensors() {
    return List.of();
  }

  private double addPiece(int[] piece, int all) {
    if (cancelled.getAsBoolean()) {
      throw new CancelledException();
    }
    try (Scope scope = Scope.open()) {
      TokenBatch batch = TokenBatch.of(texts, piece);
      Forward forward =
          Forward.of(
              model, hidden -> loss(hidden, piece, batch.width(), all), batch, pass, recompute);
      double loss = forward.logits().item_double();
      if (Double.isFinite(loss)) {
        forward.sendBack(Tensors.scalar(1));
      }
      return loss;
    }
  }

  /// The piece's share of the batch's loss, without dimensions.
  private Tensor loss(Tensor hidden, int[] piece, int width, int all) {
    int count = counted(piece);
    Tensor before = hidden.reshape(-1, model.width()).index_select(0, places(piece, width, count));
    Tensor logits = model.vocabularyLogits(before.unsqueeze(0), pass).squeeze(0); // [n, V]
    Tensor told = torch.log_softmax(logits, 1).gather(1, targets(piece, count)); // [n, 1]
    return told.sum().mul(new Scalar(-1.0 / all));
  }

  /// Where the tokens before those that count stand in `[B * T]`, int64 `[n]`.
  private Tensor places(int[] piece, int width, int count) {
    long[] places = new long[count];
    int n = 0;
    for (int i = 0; i < piece.length; i++) {
      Passage passage = passages.get(piece[i]);
      for (int t = passage.from(); t < passage.length(); t++) {
        places[n++] = (long) i * width + t - 1;
      }
    }
    return Tensors.longs(places, count);
  }

  /// The tokens that count, int64 `[n, 1]`.
  private Tensor targets(int[] piece, int count) {
    long[] tokens =
        Arrays.stream(piece)
            .mapToObj(passages::get)
            .flatMapToInt(passage -> Arrays.stream(passage.ids()).skip(passage.from()))
            .asLongStream()
            .toArray();
    return Tensors.longs(tokens, count, 1);
  }

  private int counted(int[] rows) {
    return Arrays.stream(rows).map(row -> passages.get(row).counted()).sum();
  }
}
