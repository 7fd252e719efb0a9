package dev.w2s.train;

import dev.w2s.study.LossSetting;
import dev.w2s.train.internal.Softmax;
import java.util.List;
import java.util.SortedMap;

/// A loss as another library would add it: the Brier score, `scale sum (f - w)^2`. The tests' class
/// path names it under META-INF/services.
public final class Brier implements LossProvider {
  @Override
  public String name() {
    return "brier";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public String description() {
    return "Squared distance of the probabilities.";
  }

  @Override
  public String formula() {
    return "scale sum (f - w)^2";
  }

  @Override
  public String source() {
    return "Brier 1950";
  }

  @Override
  public List<LossSetting> settings() {
    return List.of(new LossSetting("scale", "Of the whole loss.", 1));
  }

  @Override
  public Objective objective(SortedMap<String, Double> settings) {
    return batch -> score(batch, settings.get("scale"));
  }

  private static BatchLoss score(LossBatch batch, double scale) {
    double sum = 0;
    double[][] gradient = new double[batch.rows()][];
    for (int i = 0; i < batch.rows(); i++) {
      double[] f = Softmax.of(batch.logits()[i]);
      double pull = 0; // sum f (f - w)
      for (int c = 0; c < f.length; c++) {
        double miss = f[c] - batch.labels()[i][c];
        sum += scale * miss * miss;
        pull += f[c] * miss;
      }
      gradient[i] = new double[f.length];
      for (int c = 0; c < f.length; c++) {
        double miss = f[c] - batch.labels()[i][c];
        gradient[i][c] = 2 * scale * f[c] * (miss - pull) / batch.rows();
      }
    }
    return new BatchLoss(sum / batch.rows(), gradient);
  }
}
