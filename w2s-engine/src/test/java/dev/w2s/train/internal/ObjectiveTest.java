package dev.w2s.train.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.study.Loss;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ObjectiveTest {
  private static final Offset<Double> PEER_ROUNDING = within(1e-5);

  /// Loss and gradient that the public implementations give, which compute in float32.
  record Golden(String name, Loss loss, double progress, JsonNode expected) {
    static Golden of(JsonNode node) {
      String name = node.get("loss_name").asString();
      JsonNode arguments = node.get("arguments");
      return switch (name) {
        case "openai-cross-entropy" -> new Golden(name, new Loss.CrossEntropy(), 0.3, node);
        case "openai-confidence" ->
            new Golden(
                name,
                new Loss.OpenAiConfidence(0.5, 0.1),
                arguments.get("step_frac").asDouble(),
                node);
        case "paper-confidence" ->
            new Golden(
                name, new Loss.PaperConfidence(arguments.get("alpha").asDouble(), 0.2), 0.9, node);
        default -> throw new IllegalArgumentException(name);
      };
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

    BatchLoss actual = Objective.of(golden.loss()).of(logits, labels, golden.progress());

    assertThat(actual.mean()).isEqualTo(golden.expected().get("loss").asDouble(), PEER_ROUNDING);
    double[][] gradient = rows(golden.expected().get("grad"));
    for (int i = 0; i < gradient.length; i++) {
      assertThat(actual.gradient()[i]).containsExactly(gradient[i], PEER_ROUNDING);
    }
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.CrossEntropy(),
        new Loss.PaperConfidence(0.75, 0.2),
        new Loss.OpenAiConfidence(0.5, 0.1));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void gradientIsTheSlopeOfTheLoss(Loss loss) {
    Objective objective = Objective.of(loss);
    for (int classes : new int[] {2, 3, 7}) {
      double[][] logits = normal(new Random(classes), 9, classes);
      double[][] labels = Softmax.ofRows(normal(new Random(classes + 1), 9, classes));
      double[][] gradient = objective.of(logits, labels, 0.5).gradient();
      for (int i = 0; i < logits.length; i++) {
        for (int c = 0; c < classes; c++) {
          assertThat(slope(objective, logits, labels, i, c))
              .isEqualTo(gradient[i][c], within(1e-7));
        }
      }
    }
  }

  private static double slope(
      Objective objective, double[][] logits, double[][] labels, int row, int column) {
    double step = 1e-6;
    double[][] moved = Arrays.stream(logits).map(double[]::clone).toArray(double[][]::new);
    moved[row][column] += step;
    double above = objective.of(moved, labels, 0.5).mean();
    moved[row][column] -= 2 * step;
    return (above - objective.of(moved, labels, 0.5).mean()) / (2 * step);
  }

  @Test
  void hardLabelsOfASaturatedModelGiveNoNaN() {
    BatchLoss loss =
        new SoftCrossEntropy().of(new double[][] {{2000, -2000}}, new double[][] {{1, 0}}, 0);

    assertThat(loss.mean()).isZero();
    assertThat(loss.gradient()[0]).containsExactly(0, 0);
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

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 32, 33})
  void halfOfTheBatchIsPositiveHoweverLopsidedThePredictionsAre(int rows) {
    double[][] logits = normal(new Random(rows), rows, 2);
    for (double[] row : logits) {
      row[1] += 300;
    }
    double[][] hardened = Hardening.equalClasses(logits, logits);

    assertThat(Arrays.stream(hardened).filter(row -> row[1] == 1).count()).isEqualTo(rows / 2);
    assertThat(Arrays.asList(hardened)).allMatch(row -> row[0] + row[1] == 1);
  }

  @Test
  void aCollapsedModelOfManyClassesIsHardenedIntoAllOfThem() {
    int classes = 5;
    double[][] logits = normal(new Random(3), 60, classes);
    for (double[] row : logits) {
      row[2] += 6;
    }
    double[][] hardened = Hardening.equalClasses(logits, logits);

    for (int c = 0; c < classes; c++) {
      int column = c;
      assertThat(Arrays.stream(hardened).filter(row -> row[column] == 1).count())
          .isBetween(4L, 25L);
    }
  }

  @Test
  void sharesOfTheMeanLabelMoveTheHardPredictions() {
    double[][] logits = normal(new Random(4), 60, 3);
    double[][] labels =
        IntStream.range(0, 60)
            .mapToObj(i -> new double[] {0.9, 0.05, 0.05})
            .toArray(double[][]::new);

    double[][] hardened = Hardening.likeMeanLabel(logits, labels);

    assertThat(Arrays.stream(hardened).filter(row -> row[0] == 1).count()).isGreaterThan(40);
  }

  @Test
  void quantileInterpolatesBetweenItsNeighbours() {
    double[] values = {4, 1, 3, 2};

    assertThat(Hardening.quantile(values, 0)).isEqualTo(1);
    assertThat(Hardening.quantile(values, 0.5)).isEqualTo(2.5);
    assertThat(Hardening.quantile(values, 0.25)).isEqualTo(1.75);
    assertThat(Hardening.quantile(values, 1)).isEqualTo(4);
  }

  @Test
  void onlyThresholdLossesNeedTheWholeBatch() {
    assertThat(losses().map(loss -> Objective.of(loss).needsWholeBatch()))
        .containsExactly(false, true, true);
  }

  private static double[][] rows(JsonNode node) {
    return node.valueStream()
        .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] normal(Random random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns, -2, 2).toArray())
        .toArray(double[][]::new);
  }
}
