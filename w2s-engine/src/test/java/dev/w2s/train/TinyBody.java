package dev.w2s.train;

import dev.w2s.model.Adapters;
import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.Link;
import dev.w2s.model.Parameters;
import dev.w2s.model.Pass;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import dev.w2s.text.TokenBatch.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A body of one table and one layer, with dropout where a real one has it.
public class TinyBody implements Body {
  static final int VOCABULARY = 20;

  private final Parameters parameters = new Parameters();
  private final int width;

  public TinyBody(int width) {
    this.width = width;
    SplittableRandom random = new SplittableRandom(7);
    parameters.add("table", Tensors.floats(normal(random, VOCABULARY * width), VOCABULARY, width));
    parameters.add("layer.weight", Tensors.floats(normal(random, width * width), width, width));
    parameters.add("layer.bias", Tensors.floats(normal(random, width), width));
  }

  @Override
  public Tensor embedded(TokenBatch batch, Pass pass) {
    return torch.embedding(parameters.get("table"), batch.ids());
  }

  @Override
  public List<Link> links(Asked asked) {
    return List.of((x, batch, pass) -> asked.of(layer(x, pass), batch));
  }

  @Override
  public List<Link> pooledLinks() {
    return List.of((x, batch, pass) -> layer(x, pass), (x, batch, pass) -> means(x, batch));
  }

  private Tensor layer(Tensor x, Pass pass) {
    Tensor thinned = torch.dropout(x, pass.dropout(), pass.dropout() > 0);
    return torch.tanh(
        torch.linear(
            thinned,
            parameters.get("layer.weight"),
            new TensorOptional(parameters.get("layer.bias"))));
  }

  /// Three times the mean of each row.
  private static Tensor means(Tensor hidden, TokenBatch batch) {
    float[] shares = new float[batch.rows() * batch.tokens()];
    int row = 0;
    int token = 0;
    for (Run run : batch.runs()) {
      for (int i = 0; i < run.rows(); i++, row++) {
        for (int t = 0; t < run.length(); t++) {
          shares[row * batch.tokens() + token++] = 3f / run.length();
        }
      }
    }
    return Tensors.floats(shares, batch.rows(), batch.tokens()).matmul(hidden);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Adapters adapt(LowRank settings, long seed) {
    throw new UnsupportedOperationException("this body has none");
  }

  /// Rows of random length; tokens under half of the vocabulary are common in even rows, the others
  /// in odd ones.
  static List<EncodedText> rows(int count) {
    SplittableRandom random = new SplittableRandom(11);
    List<EncodedText> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] ids = new int[3 + random.nextInt(6)];
      for (int t = 0; t < ids.length; t++) {
        boolean own = random.nextInt(10) < 8;
        ids[t] = random.nextInt(VOCABULARY / 2) + ((i % 2 == 0) == own ? 0 : VOCABULARY / 2);
      }
      rows.add(new EncodedText(ids, new byte[ids.length]));
    }
    return rows;
  }

  /// Soft labels of [#rows]: .9 for the right one of two classes.
  static float[][] targets(int count) {
    float[][] targets = new float[count][];
    for (int i = 0; i < count; i++) {
      targets[i] = i % 2 == 0 ? new float[] {.9f, .1f} : new float[] {.1f, .9f};
    }
    return targets;
  }

  private static float[] normal(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * 0.3);
    }
    return values;
  }
}
