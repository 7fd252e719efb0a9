package dev.w2s.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Prediction;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransform.Anchor;
import dev.w2s.study.LabelTransform.ConfidenceFilter;
import dev.w2s.study.LabelTransform.LogisticFilter;
import dev.w2s.study.LabelTransform.LogisticRelabel;
import dev.w2s.study.LabelTransform.NeighbourFilter;
import dev.w2s.study.LabelTransform.NeighbourRelabel;
import dev.w2s.study.LabelTransform.NoisyChannel;
import dev.w2s.study.LabelTransform.Prior;
import dev.w2s.study.LabelTransform.TopologicalFilter;
import dev.w2s.tensor.Libtorch;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelTransformsTest {
  private static final OptionalDouble AGREEING = OptionalDouble.empty();

  /// Three rows in a quadrant, the middle one as near to the first as to the last, then two more.
  private static final float[][] FAN = {{1, 0}, {2, 2}, {0, 3}, {-1, 0}, {-5, 0}};

  @BeforeAll
  static void start() {
    Libtorch.start(2);
  }

  private static WeakLabels labels(double... ofClass0) {
    return new WeakLabels(
        Mixture.ids(ofClass0.length),
        IntStream.range(0, ofClass0.length)
            .mapToObj(i -> new double[] {ofClass0[i], 1 - ofClass0[i]})
            .toArray(double[][]::new));
  }

  private static WeakLabels apply(LabelTransform transform, WeakLabels labels, Evidence evidence) {
    return LabelTransforms.apply(transform, labels, evidence, 7);
  }

  private static WeakLabels filter(LabelTransform transform, double... ofClass0) {
    return apply(transform, labels(ofClass0), Evidence.NONE.withFeatures(FAN));
  }

  private static double[] ofClass0(WeakLabels labels) {
    return Stream.of(labels.probabilities()).mapToDouble(row -> row[0]).toArray();
  }

  @Test
  void confidenceFilterKeepsTheSurest() {
    double[] sure = {.9, .8, .3, .45};
    assertThat(filter(new ConfidenceFilter(.5, false), sure).ids()).containsExactly("row0", "row1");
    assertThat(filter(new ConfidenceFilter(.5, true), sure).ids()).containsExactly("row0", "row2");
    assertThat(filter(new ConfidenceFilter(.75, false), .7, .3, .7, .3).ids())
        .containsExactly("row0", "row1", "row2");
  }

  /// In binary .71 of 100 is a little less than 71.
  @Test
  void sharesAreExactInDecimals() {
    Mixture rows = Mixture.of(100, 2, 2, 1, 0, 1);
    assertThat(apply(new ConfidenceFilter(.29, false), rows.labels(), Evidence.NONE).size())
        .isEqualTo(29);
    assertThat(apply(new ConfidenceFilter(.71, false), rows.labels(), Evidence.NONE).size())
        .isEqualTo(71);
  }

  @Test
  void neighbourRelabelTakesTheMeanOfTheNearest() {
    double[] ofClass0 = {1, .5, .25, 0, .75};
    assertThat(ofClass0(filter(new NeighbourRelabel(1, 1), ofClass0)))
        .containsExactly(.5, 1.0, .5, .75, 0.0);
    assertThat(ofClass0(filter(new NeighbourRelabel(2, .5), ofClass0)))
        .containsExactly(
            (1 + (.5 + .25) / 2) / 2,
            (.5 + (1 + .25) / 2) / 2,
            (.25 + (.5 + 1) / 2) / 2,
            (0 + (.75 + .25) / 2) / 2,
            (.75 + (0 + .25) / 2) / 2);
  }

  @Test
  void neighbourFilterDropsTheFarthestFromThem() {
    NeighbourFilter most = new NeighbourFilter(1, OptionalDouble.of(.8));
    assertThat(filter(most, 1, .9, 0, 0, .2).ids()).containsExactly("row0", "row1", "row3", "row4");
    // Four are equally far: the last of them goes.
    assertThat(filter(most, 1, .5, .25, 0, .5).ids())
        .containsExactly("row0", "row1", "row2", "row3");
    assertThat(filter(new NeighbourFilter(1, AGREEING), 1, .9, .25, 0, .2).ids())
        .containsExactly("row0", "row1", "row3", "row4");
  }

  /// Two chains of class 0, the longer around a row of class 1, and a pair of class 1.
  @Test
  void topologicalFilterKeepsTheLargestComponent() {
    float[][] features = new float[10][];
    double[] degrees = {0, 1, 2, 40, 41, 42, 43, 44, 90, 91};
    for (int i = 0; i < degrees.length; i++) {
      double angle = Math.toRadians(degrees[i]);
      features[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }
    WeakLabels labels = labels(1, 1, 1, 1, 0, 1, 1, 1, 0, 0);
    Evidence evidence = Evidence.NONE.withFeatures(features);
    assertThat(apply(new TopologicalFilter(2, 3, 0), labels, evidence).ids())
        .containsExactly("row3", "row5", "row6", "row7", "row8", "row9");
    // Of the three rows nearest to row 8, and to row 9, two are of class 0.
    assertThat(apply(new TopologicalFilter(2, 3, .5), labels, evidence).ids())
        .containsExactly("row3", "row5", "row6", "row7");
  }

  @Test
  void anchorsAreGoldAndTheRestIsLeftAlone() {
    Mixture rows = Mixture.of(200, 3, 3, 1, .5, 2);
    Evidence evidence = Evidence.NONE.withGold(rows.gold());
    WeakLabels anchored = apply(new Anchor(50), rows.labels(), evidence);
    double[][] before = rows.labels().probabilities();
    List<Integer> changed =
        IntStream.range(0, 200)
            .filter(i -> !Arrays.equals(anchored.probabilities()[i], before[i]))
            .boxed()
            .toList();
    assertThat(changed)
        .hasSize(50)
        .allSatisfy(i -> assertThat(anchored.probabilities()[i][rows.gold()[i]]).isEqualTo(1));
    assertThat(rows.accuracy(anchored)).isGreaterThan(rows.accuracy(rows.labels()));
    assertThat(apply(new Anchor(200), rows.labels(), evidence).hard()).isEqualTo(rows.gold());
    assertThat(LabelTransforms.apply(new Anchor(50), rows.labels(), evidence, 8).probabilities())
        .isNotEqualTo(anchored.probabilities());
  }

  /// One iteration by hand: two rows of hard labels, priors .8 and .4 of class 0.
  @Test
  void channelIsReadBackwards() {
    double[][] student = {{.8, .2}, {.4, .6}};
    Evidence evidence = Evidence.NONE.withStudent(student);
    WeakLabels posterior =
        apply(new NoisyChannel(new Prior.Student(), 1, .5), labels(1, 0), evidence);
    // C[0] = (.5 + .8, .5 + .4) / 2.2, C[1] = (.5 + .2, .5 + .6) / 1.8
    double first = .8 * 1.3 / 2.2;
    double second = .4 * .9 / 2.2;
    assertThat(posterior.probabilities()[0][0])
        .isCloseTo(first / (first + .2 * .7 / 1.8), within(1e-12));
    assertThat(posterior.probabilities()[1][0])
        .isCloseTo(second / (second + .6 * 1.1 / 1.8), within(1e-12));
  }

  static Stream<LabelTransform> onFeatures() {
    return Stream.of(
        NeighbourFilter.DEFAULT,
        new NeighbourFilter(10, AGREEING),
        NeighbourRelabel.DEFAULT,
        LogisticFilter.DEFAULT,
        new LogisticFilter(1e-2, 3, AGREEING),
        LogisticRelabel.DEFAULT,
        TopologicalFilter.DEFAULT,
        NoisyChannel.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("onFeatures")
  void labelsBecomeMoreAccurate(LabelTransform transform) {
    for (int classes : new int[] {2, 3}) {
      Mixture rows = Mixture.of(400, classes, 8, 3, .25, classes);
      WeakLabels after = apply(transform, rows.labels(), rows.evidence());
      assertThat(rows.accuracy(after)).isGreaterThan(rows.accuracy(rows.labels()) + .02);
      assertThat(after.size()).isGreaterThan(200);
      assertThat(apply(transform, rows.labels(), rows.evidence()).probabilities())
          .isEqualTo(after.probabilities());
    }
  }

  /// A channel that mostly turns class 1 into class 0 is found out; features alone would keep it.
  @Test
  void lopsidedChannelIsUndone() {
    Mixture rows = Mixture.of(600, 2, 6, 2, 0, 5);
    WeakLabels lopsided =
        labels(
            IntStream.range(0, 600)
                .mapToDouble(i -> rows.gold()[i] == 0 || i % 5 < 2 ? 1 : 0)
                .toArray());
    WeakLabels after = apply(NoisyChannel.DEFAULT, lopsided, rows.evidence());
    assertThat(rows.accuracy(lopsided)).isLessThan(.82);
    assertThat(rows.accuracy(after)).isGreaterThan(.88);
  }

  @Test
  void transformsFollowEachOther() {
    Mixture rows = Mixture.of(100, 2, 4, 3, .2, 3);
    Evidence evidence = rows.evidence().withGold(rows.gold());
    List<LabelTransform> chain =
        List.of(new ConfidenceFilter(.5, true), NeighbourRelabel.DEFAULT, new Anchor(30));
    WeakLabels after = LabelTransforms.apply(chain, rows.labels(), evidence, 3);
    assertThat(after.ids())
        .isEqualTo(apply(chain.getFirst(), rows.labels(), evidence).ids())
        .hasSizeBetween(50, 51);
    assertThat(DoubleStream.of(ofClass0(after)).filter(p -> p == 0 || p == 1).count())
        .isGreaterThanOrEqualTo(30);
    assertThat(rows.accuracy(after)).isGreaterThan(.95);
  }

  @Test
  void fewerRowsThanAskedForAreRefused() {
    assertThatThrownBy(() -> filter(new NeighbourRelabel(5, 1), 1, 1, 0, 0, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "5 neighbours of each row are asked for but there are 5 rows; lower neighbours");
    assertThatThrownBy(() -> filter(new LogisticRelabel(1, 6, 1), 1, 1, 0, 0, 0))
        .hasMessage("6 folds are asked for but there are 5 rows; lower folds");
    Evidence gold = Evidence.NONE.withGold(new int[2]);
    assertThatThrownBy(() -> apply(new Anchor(3), labels(1, 0), gold))
        .hasMessage("anchor asks for gold labels of 3 rows but there are 2; lower rows");
    assertThatThrownBy(() -> filter(new NeighbourFilter(1, AGREEING), 1, 0, 1, 1, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessage("neighbour-filter leaves none of 5 rows; weaken it");
  }

  @Test
  void missingEvidenceIsNamed() {
    assertThatThrownBy(() -> apply(NeighbourRelabel.DEFAULT, labels(1, 0), Evidence.NONE))
        .hasMessage("the transform needs features, which are not given");
    assertThatThrownBy(
            () -> apply(NeighbourRelabel.DEFAULT, labels(1, 0), Evidence.NONE.withFeatures(FAN)))
        .hasMessage("features are given of 5 rows but there are 2 labels");
  }

  @Test
  void labelsGoToTheStoreAndBack() {
    List<Prediction> predictions =
        List.of(
            new Prediction("a", new float[] {.1f, .9f}), new Prediction("b", new float[] {1, 0}));
    List<Prediction> again = WeakLabels.of(predictions).predictions();
    assertThat(again).extracting(Prediction::id).containsExactly("a", "b");
    assertThat(again.getFirst().probabilities()).containsExactly(.1f, .9f);
    assertThatThrownBy(() -> new WeakLabels(List.of("a", "a"), new double[][] {{1, 0}, {0, 1}}))
        .hasMessage("a row has two labels");
    assertThatThrownBy(() -> new WeakLabels(List.of("a"), new double[][] {{.5, .4}}))
        .hasMessage("a label must be a distribution over 2 classes but was [0.5, 0.4]");
  }
}
