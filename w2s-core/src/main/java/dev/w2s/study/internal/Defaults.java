package dev.w2s.study.internal;

import dev.w2s.data.Rows;
import dev.w2s.study.Before;
import dev.w2s.study.Decay;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.study.Tuning;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// Everything that holds where a study says nothing, and why.
public final class Defaults {
  /// 1,500 rows for each half train a small encoder in about a minute, and 1,000 test rows tell
  /// accuracies 3 points apart.
  public static final Rows ROWS = new Rows(3000, 300, 1000);

  /// Three repetitions are the fewest that show a spread.
  public static final int SEEDS = 3;

  /// The paper's baseline and its best general method.
  public static final List<String> METHODS = List.of("naive", "confidence");

  private record Anchor(double parameters, double rate) {}

  /// Rates that finetune pretrained encoders of a size well: 4 M, the smallest of arXiv 1908.08962,
  /// take the largest rate of its grid; 30 M lie between; 110 M and 340 M are the two sizes of
  /// arXiv 1810.04805, which tries 5e-5, 3e-5 and 2e-5 (appendix A.3); 1.5 G and more take the 1e-5
  /// of the public weak-to-strong code.
  private static final List<Anchor> RATES =
      List.of(
          new Anchor(4.4e6, 3e-4),
          new Anchor(30e6, 1e-4),
          new Anchor(110e6, 3e-5),
          new Anchor(340e6, 2e-5),
          new Anchor(1.5e9, 1e-5));

  private static final double LOW_RANK_TIMES = 10;

  private Defaults() {}

  /// The recipe of a study that says nothing of it.
  public static Recipe recipe() {
    return new Recipe(
        2, // arXiv 2312.09390, appendix A.1
        32, // the same
        Optimiser.ADAMW, // as in arXiv 1810.04805
        List.of(), // by size, see below
        .1, // large first steps of a fresh head spoil pretrained weights (arXiv 1810.04805 warms
        // up, too)
        Decay.LINEAR, // as in arXiv 1810.04805
        .01, // the same
        1, // the same code's largest norm of the gradient
        0, // two epochs are too few for an average to help
        0, // two epochs hardly overfit, and without dropout weak labels and losses are easier to
        // read
        128, // longer than nearly all sentences and definitions; attention's cost grows with the
        // square
        Precision.FLOAT32, // the reference; bfloat16 is faster only where the processor has it
        new Tuning.Full(), // as in arXiv 2312.09390
        TuningSettings.HEAD,
        false, // a micro-batch is small enough for most memories
        Stop.LAST, // needs no validation rows and peeks at nothing
        new Before.Nothing()); // it doubles the time
  }

  /// The learning rate for a model: that of its size, and ten times as much for low-rank changes,
  /// which start from nothing and take such rates at every size (arXiv 2106.09685, appendix D).
  public static double learningRate(ModelFacts model, Tuning tuning) {
    double rate = learningRate(model.parameters());
    return tuning instanceof Tuning.LowRank ? rounded(LOW_RANK_TIMES * rate) : rate;
  }

  /// The learning rate for a model of so many weights: linear between the anchors on logarithmic
  /// scales, constant beyond them.
  private static double learningRate(long parameters) {
    Anchor low = RATES.getFirst();
    if (parameters <= low.parameters()) {
      return low.rate();
    }
    for (Anchor high : RATES) {
      if (parameters <= high.parameters()) {
        return between(low, high, parameters);
      }
      low = high;
    }
    return low.rate();
  }

  private static double between(Anchor low, Anchor high, long parameters) {
    double share =
        StrictMath.log(parameters / low.parameters())
            / StrictMath.log(high.parameters() / low.parameters());
    double rate = low.rate() * StrictMath.pow(high.rate() / low.rate(), share);
    return rounded(rate);
  }

  /// Two digits are as much as is known of a rate, and keep keys free of rounding in the last
  /// place.
  private static double rounded(double rate) {
    return BigDecimal.valueOf(rate).round(new MathContext(2)).doubleValue();
  }
}
