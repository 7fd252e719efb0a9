package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.study.Loss;
import dev.w2s.study.Methods;
import dev.w2s.train.BatchLoss;
import dev.w2s.train.LossBatch;
import dev.w2s.train.Objective;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ObjectiveTest {
  private static final Offset<Double> PEER_ROUNDING = within(1e-5);
  private static final double WARM_UP = .2;

  /// Loss and gradient that the public implementations give, which compute in float32.
  record Golden(String name, Loss loss, double progress, JsonNode expected) {
    static Golden of(JsonNode node) {
      String name = node.get("loss_name").asString();
      JsonNode arguments = node.get("arguments");
      return switch (name) {
        case "openai-cross-entropy" -> new Golden(name, new Loss.CrossEntropy(), 0.3, node);
        case "openai-product" -> new Golden(name, new Loss.Product(1, 1), 0.3, node);
        case "openai-confidence" ->
            new Golden(
                name,
                new Loss.OpenAiConfidence(0.5, 0.1),
                arguments.get("step_frac").asDouble(),
                node);
        case "eleuther-window" ->
            new Golden(name, new Loss.Window(arguments.get("radius").asDouble()), 0.3, node);
        case "eleuther-entropy" ->
            new Golden(name, new Loss.Entropy(weight(node), WARM_UP), progress(node), node);
        case "eleuther-confidence" ->
            new Golden(
                name, new Loss.EleutherConfidence(weight(node), WARM_UP), progress(node), node);
        case "paper-confidence" ->
            new Golden(
                name,
                new Loss.PaperConfidence(arguments.get("alpha").asDouble(), WARM_UP),
                0.9,
                node);
        default -> throw new IllegalArgumentException(name);
      };
    }

    private static double weight(JsonNode node) {
      return node.get("arguments").get("aux_coef").asDouble();
    }

    // The peer counts warm-up in steps.
    private static double progress(JsonNode node) {
      JsonNode arguments = node.get("arguments");
      return WARM_UP * arguments.get("step").asDouble() / arguments.get("warmup_steps").asDouble();
    }

    @Override
    public String toString() {
      return name
          + " "
          + expected.get("arguments")
          + " of "
          + expected.get("logits").size()
          + " rows";
    }
  }

  static Stream<Golden> golden() throws IOException {
    try (InputStream in = ObjectiveTest.class.getResourceAsStream("/dev/w2s/train/losses.json")) {
      JsonNode cases = JsonMapper.shared().readTree(Objects.requireNonNull(in)).get("cases");
      return cases.valueStream().map(Golden::of).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void lossAndGradientAreThoseOfThePublicCode(Golden golden) {
    double[][] logits = rows(golden.expected().get("logits"));
    double[][] labels = rows(golden.expected().get("soft_labels"));

    BatchLoss actual =
        Objective.of(golden.loss()).of(new LossBatch(logits, labels, golden.progress()));

    assertThat(actual.mean()).isEqualTo(golden.expected().get("loss").asDouble(), PEER_ROUNDING);
    double[][] gradient = rows(golden.expected().get("grad"));
    for (int i = 0; i < gradient.length; i++) {
      assertThat(actual.gradient()[i]).containsExactly(gradient[i], PEER_ROUNDING);
    }
  }

  /// The loss of one row as its source writes it.
  @FunctionalInterface
  interface Formula {
    /// The value.
    ///
    /// @param f the student's probabilities
    /// @param constant the same where the formula holds them constant
    /// @param w the weak label
    /// @param memory what was remembered of the row
    double of(double[] f, double[] constant, double[] w, double[] memory);
  }

  record Published(Loss loss, Formula formula) {
    @Override
    public String toString() {
      return loss.toString();
    }
  }

  static Stream<Published> published() {
    return Stream.of(
        new Published(new Loss.CrossEntropy(), (f, c, w, m) -> ce(f, w)),
        new Published(new Loss.HardCrossEntropy(), (f, c, w, m) -> -Math.log(f[top(w)])),
        new Published(new Loss.Entropy(.6, .2), (f, c, w, m) -> .4 * ce(f, w) + .6 * ce(f, c)),
        new Published(new Loss.Window(.05), (f, c, w, m) -> c[top(c)] < .55 ? ce(f, w) : 0),
        new Published(new Loss.Product(1, 1), (f, c, w, m) -> ce(f, product(c, w, 1, 1))),
        new Published(new Loss.Product(.5, 2), (f, c, w, m) -> ce(f, product(c, w, .5, 2))),
        new Published(new Loss.Product(0, 1), (f, c, w, m) -> ce(f, c)),
        new Published(
            new Loss.ForwardKl(),
            (f, c, w, m) -> sum(w, j -> w[j] == 0 ? 0 : w[j] * Math.log(w[j] / f[j]))),
        new Published(
            new Loss.ReverseKl(-16),
            (f, c, w, m) -> sum(f, j -> f[j] * (Math.log(f[j]) - log(w[j], -16)))),
        new Published(
            new Loss.ReverseKl(-1),
            (f, c, w, m) -> sum(f, j -> f[j] * (Math.log(f[j]) - log(w[j], -1)))),
        new Published(
            new Loss.ReverseCrossEntropy(-2), (f, c, w, m) -> -sum(f, j -> f[j] * log(w[j], -2))),
        new Published(
            new Loss.AdaptiveConfidence(.5),
            (f, c, w, m) -> {
              double own = Math.exp(-Math.log(c[top(c)]) / .5);
              double weak = Math.exp(-Math.log(c[top(w)]) / .5);
              double a = own / (own + weak);
              return (1 - a) * ce(f, w) - a * Math.log(f[top(c)]);
            }),
        new Published(
            new Loss.LabelSmoothing(.1),
            (f, c, w, m) -> -sum(f, j -> (.9 * w[j] + .1 / w.length) * Math.log(f[j]))),
        new Published(
            new Loss.GeneralisedCrossEntropy(.7),
            (f, c, w, m) -> sum(f, j -> w[j] * (1 - Math.pow(f[j], .7)) / .7)),
        new Published(
            new Loss.GeneralisedCrossEntropy(1), (f, c, w, m) -> sum(f, j -> w[j] * (1 - f[j]))),
        new Published(
            new Loss.SymmetricCrossEntropy(.1, 2, -4),
            (f, c, w, m) -> .1 * ce(f, w) - 2 * sum(f, j -> f[j] * log(w[j], -4))),
        new Published(
            new Loss.EarlyLearning(3, .7),
            (f, c, w, m) -> ce(f, w) + 3 * Math.log(1 - sum(f, j -> f[j] * target(c, m, .7)[j]))));
  }

  @ParameterizedTest
  @MethodSource("published")
  void lossIsThePublishedFormulaAndItsGradientTheSlope(Published published) {
    Objective objective = Objective.of(published.loss());
    for (int classes : new int[] {2, 3, 7}) {
      LossBatch batch = batch(objective, classes);
      BatchLoss loss = objective.of(batch);

      assertThat(loss.mean())
          .isEqualTo(mean(published.formula(), batch, batch.logits()), within(1e-12));
      for (int i = 0; i < batch.rows(); i++) {
        for (int c = 0; c < classes; c++) {
          double slope =
              slope(batch.logits(), i, c, moved -> mean(published.formula(), batch, moved));
          assertThat(loss.gradient()[i][c]).isEqualTo(slope, within(1e-8));
        }
      }
    }
  }

  static Stream<Loss> wholeBatchLosses() {
    return Stream.of(
        new Loss.PaperConfidence(0.75, 0.2),
        new Loss.OpenAiConfidence(0.5, 0.1),
        new Loss.EleutherConfidence(0.5, 0.1));
  }

  @ParameterizedTest
  @MethodSource("wholeBatchLosses")
  void gradientIsTheSlopeOfTheLoss(Loss loss) {
    Objective objective = Objective.of(loss);
    for (int classes : new int[] {2, 3, 7}) {
      LossBatch batch = batch(objective, classes);
      double[][] gradient = objective.of(batch).gradient();
      for (int i = 0; i < batch.rows(); i++) {
        for (int c = 0; c < classes; c++) {
          double slope =
              slope(
                  batch.logits(),
                  i,
                  c,
                  moved -> objective.of(new LossBatch(moved, batch.labels(), .5)).mean());
          assertThat(gradient[i][c]).isEqualTo(slope, within(1e-7));
        }
      }
    }
  }

  static Stream<Loss> losses() {
    return Methods.all().values().stream().map(entry -> entry.method().loss());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void saturatedModelAndHardLabelsGiveFiniteNumbers(Loss loss) {
    Objective objective = Objective.of(loss);
    double[][] logits = {{2000, -2000, 0}, {-2000, 2000, 0}, {0, 0, 0}};
    double[][] labels = {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    double[][] memory = new double[3][objective.memory(3)];

    BatchLoss actual = objective.of(new LossBatch(logits, labels, .5, memory));

    assertThat(actual.mean()).isFinite();
    for (double[] row : actual.gradient()) {
      assertThat(row).doesNotContain(Double.NaN);
      assertThat(Arrays.stream(row).sum()).isEqualTo(0, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void modelThatIsNoNumberGivesALossThatIsNone(Loss loss) {
    Objective objective = Objective.of(loss);
    double[][] logits = {{Double.NaN, 0, 0}, {0, 1, 2}};
    double[][] labels = {{.5, .25, .25}, {1, 0, 0}};
    double[][] memory = new double[2][objective.memory(3)];

    assertThat(objective.of(new LossBatch(logits, labels, .5, memory)).mean()).isNaN();
  }

  @Test
  void hardLabelsOfASaturatedModelGiveNoNaN() {
    RowLoss loss = ConstantTarget.crossEntropy(new double[] {2000, -2000}, new double[] {1, 0});

    assertThat(loss.value()).isZero();
    assertThat(loss.gradient()).containsExactly(0, 0);
  }

  @Test
  void paperWeightGrowsLinearlyThenStays() {
    var weight = Confidence.linear(0.75, 0.2);

    assertThat(weight.applyAsDouble(0)).isZero();
    assertThat(weight.applyAsDouble(0.1)).isEqualTo(0.375, within(1e-12));
    assertThat(weight.applyAsDouble(0.2)).isEqualTo(0.75);
    assertThat(weight.applyAsDouble(0.9)).isEqualTo(0.75);
    assertThat(Confidence.linear(0.75, 0).applyAsDouble(0)).isEqualTo(0.75);
  }

  @Test
  void onlyThresholdLossesNeedTheWholeBatch() {
    assertThat(losses().filter(loss -> Objective.of(loss).needsWholeBatch()).map(Loss::getClass))
        .isEqualTo(wholeBatchLosses().map(Loss::getClass).toList());
  }

  @Test
  void earlyLearningRemembersTheAverageOfEachRowsPredictions() {
    Objective objective = Objective.of(new Loss.EarlyLearning(3, .7));
    double[][] first = {{0, 0, 0}, {9, 0, -9}};
    double[][] labels = {{1, 0, 0}, {1, 0, 0}};
    double[][] afterOne = objective.of(new LossBatch(first, labels, 0, new double[2][3])).memory();
    double[][] second = {{1, 2, 3}, {1, 2, 3}};
    double[][] afterTwo = objective.of(new LossBatch(second, labels, .5, afterOne)).memory();

    assertThat(objective.memory(3)).isEqualTo(3);
    assertThat(afterOne[0]).containsExactly(new double[] {.1, .1, .1}, within(1e-12));
    assertThat(afterOne[1][0]).isEqualTo(.3 * .9998, within(1e-5));
    double[] f = Softmax.of(second[0]);
    for (int c = 0; c < 3; c++) {
      assertThat(afterTwo[0][c]).isEqualTo(.07 + .3 * f[c], within(1e-12));
    }
  }

  private static LossBatch batch(Objective objective, int classes) {
    double[][] logits = random(new Random(classes), 9, classes);
    double[][] labels = Softmax.ofRows(random(new Random(classes + 1), 9, classes));
    Arrays.fill(labels[4], 0);
    labels[4][1] = 1;
    double[][] memory = new double[9][0];
    if (objective.memory(classes) > 0) {
      memory = Softmax.ofRows(random(new Random(classes + 2), 9, classes));
      Arrays.fill(memory[0], 0);
    }
    return new LossBatch(logits, labels, .5, memory);
  }

  private static double mean(Formula formula, LossBatch batch, double[][] logits) {
    return IntStream.range(0, batch.rows())
        .mapToDouble(i ->
            formula.of(
                softmax(logits[i]),
                softmax(batch.logits()[i]),
                batch.labels()[i],
                batch.memory()[i]))
        .average()
        .orElseThrow();
  }

  private static double slope(
      double[][] logits, int row, int column, ToDoubleFunction<double[][]> mean) {
    double step = 1e-5;
    double[][] moved = Arrays.stream(logits).map(double[]::clone).toArray(double[][]::new);
    moved[row][column] += step;
    double above = mean.applyAsDouble(moved);
    moved[row][column] -= 2 * step;
    return (above - mean.applyAsDouble(moved)) / (2 * step);
  }

  // The formulas are written out here once more, without the care for rounding that the engine
  // takes.

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(z -> Math.exp(z) / sum).toArray();
  }

  private static double ce(double[] f, double[] q) {
    return -sum(f, j -> q[j] * Math.log(f[j]));
  }

  private static double[] product(double[] f, double[] w, double alpha, double beta) {
    double[] q = new double[f.length];
    Arrays.setAll(q, j -> Math.pow(f[j], beta) * Math.pow(w[j], alpha));
    double sum = Arrays.stream(q).sum();
    return Arrays.stream(q).map(value -> value / sum).toArray();
  }

  private static double[] target(double[] f, double[] memory, double beta) {
    double[] t = new double[f.length];
    Arrays.setAll(t, j -> beta * memory[j] + (1 - beta) * f[j]);
    return t;
  }

  private static double log(double w, double least) {
    return Math.max(Math.log(w), least);
  }

  private static int top(double[] values) {
    return IntStream.range(0, values.length)
        .reduce(0, (best, j) -> values[j] > values[best] ? j : best);
  }

  private static double sum(double[] over, IntToDoubleFunction term) {
    return IntStream.range(0, over.length).mapToDouble(term).sum();
  }

  private static double[][] rows(JsonNode node) {
    return node.valueStream()
        .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] random(Random random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns, -2, 2).toArray())
        .toArray(double[][]::new);
  }
}
