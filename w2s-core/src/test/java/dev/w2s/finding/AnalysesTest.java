package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.finding.Analyses.By;
import dev.w2s.finding.Analyses.Dispute;
import dev.w2s.finding.Analyses.GainPredictor;
import dev.w2s.finding.Analyses.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnalysesTest {
  private final SampleAnswers kept = new SampleAnswers();

  private Analyses analyses(List<Example> test) {
    return Findings.of(SamplePlan.simple(3), kept::of, test).analyses();
  }

  private static List<Slice> by(Analyses analyses, By by) {
    return analyses.slices().stream().filter(slice -> slice.by() == by).toList();
  }

  @Test
  void accuracyIsToldForEveryClass() {
    kept.keepUsual();
    kept.collapse("weak", 0); // names class 1 alone

    List<Slice> classes = by(analyses(SampleAnswers.TEST), By.CLASS);

    assertThat(classes).extracting(Slice::name).containsExactly("no", "yes");
    assertThat(classes).extracting(Slice::rows).containsExactly(200, 200);
    Slice no = classes.getFirst();
    // In the other seeds half of the 281 and 282 rows answered right are of each class.
    assertThat(no.accuracies().getFirst().value())
        .isCloseTo((0 + 141 + 141) / 600.0, within(1e-12));
    assertThat(no.accuracies().getLast().value())
        .isCloseTo((180 + 181 + 181) / 600.0, within(1e-12));
    assertThat(no.accuracies()).hasSize(3);
    assertThat(by(analyses(SampleAnswers.TEST), By.LENGTH)).isEmpty();
    assertThat(by(analyses(SampleAnswers.TEST), By.GROUP)).isEmpty();
    assertThat(by(analyses(SampleAnswers.TEST), By.DIFFICULTY)).isEmpty();
  }

  @Test
  void rowsAreCutIntoQuartersAndEqualOnesStayTogether() {
    kept.keepUsual();
    List<Example> test =
        IntStream.range(0, SampleAnswers.ROWS)
            .mapToObj(i ->
                new Example(
                    "t" + i,
                    "g" + i % 3,
                    List.of("word ".repeat(1 + i % 3), "two more"),
                    i % 2,
                    OptionalDouble.of(i / 8.0)))
            .toList();

    Analyses analyses = analyses(test);

    assertThat(by(analyses, By.LENGTH)).extracting(Slice::name).containsExactly("3", "4", "5");
    assertThat(by(analyses, By.LENGTH)).extracting(Slice::rows).containsExactly(134, 133, 133);
    List<Slice> difficulty = by(analyses, By.DIFFICULTY);
    assertThat(difficulty)
        .extracting(Slice::name)
        .containsExactly("0-12.38", "12.50-24.88", "25-37.38", "37.50-49.88");
    assertThat(difficulty).extracting(Slice::rows).containsOnly(100);
    // The weak labels are right on the first 280 rows.
    assertThat(difficulty.get(0).accuracies().getFirst().value()).isEqualTo(1);
    assertThat(difficulty.get(2).accuracies().getFirst().value())
        .isCloseTo((80 + 81 + 82) / 300.0, within(1e-12));
    assertThat(by(analyses, By.GROUP)).extracting(Slice::name).containsExactly("g0", "g1", "g2");
  }

  @Test
  void gainPredictorsAreThoseOfTheProbabilities() {
    keep("weak", .7f, .7f);
    keep("ceiling", .9f, .9f);
    keep("student0", .7f, .4f);

    GainPredictor predictor = analyses(SampleAnswers.TEST).predictors().getFirst();

    // Rows of class 0: .7 and .3 of both. Rows of class 1: .4 in place of .7.
    assertThat(predictor.method()).isEqualTo("naive");
    assertThat(predictor.misfit().value()).isCloseTo(.3 * .3 / 2, within(1e-6));
    assertThat(predictor.divergence().value())
        .isCloseTo((.7 * Math.log(.7 / .4) + .3 * Math.log(.3 / .6)) / 2, within(1e-6));
    assertThat(predictor.squaredErrorGain().value())
        .isCloseTo((.3 * .3 - .6 * .6) / 2, within(1e-6));
    assertThat(predictor.misfit().seeds()).isEqualTo(3);
    assertThat(predictor.misfit().interval().contains(.045)).isTrue();
  }

  /// The true class is given so much, of rows of the first class and of the second.
  private void keep(String role, float first, float second) {
    for (int s = 0; s < 3; s++) {
      kept.put(
          key(role, s),
          SampleAnswers.TEST.stream()
              .map(row ->
                  row.label() == 0
                      ? new Prediction(row.id(), new float[] {first, 1 - first})
                      : new Prediction(row.id(), new float[] {1 - second, second}))
              .toList());
    }
  }

  @Test
  void rowsToReadAreThoseOfTheGreatestDistanceOnBothSides() {
    kept.keepUsual();
    keep("weak", .6f, .6f);
    // Sure of the wrong class on the first rows, each a little less than the one before.
    for (int s = 0; s < 3; s++) {
      List<Prediction> answers = new ArrayList<>();
      for (int i = 0; i < SampleAnswers.ROWS; i++) {
        Example row = SampleAnswers.TEST.get(i);
        float wrong = i < 20 ? .95f - .01f * i : .2f;
        answers.add(
            new Prediction(
                row.id(),
                row.label() == 0
                    ? new float[] {1 - wrong, wrong}
                    : new float[] {wrong, 1 - wrong}));
      }
      kept.put(key("student0", s), answers);
    }

    List<Dispute> disputes = analyses(SampleAnswers.TEST).disputes();

    assertThat(disputes).extracting(Dispute::id).containsExactly("t0", "t1", "t2", "t3", "t4");
    assertThat(disputes).noneMatch(Dispute::studentRight);
    Dispute first = disputes.getFirst();
    assertThat(first.gold()).isZero();
    assertThat(first.weak()).isZero();
    assertThat(first.student()).isEqualTo(1);
    assertThat(first.weakProbability()).isCloseTo(.6, within(1e-6));
    assertThat(first.studentProbability()).isCloseTo(.95, within(1e-6));
    assertThat(first.distance()).isCloseTo(.55, within(1e-6));

    keep("student0", .9f, .9f);
    keep("weak", .3f, .2f);
    List<Dispute> other = analyses(SampleAnswers.TEST).disputes();
    assertThat(other).hasSize(5).allMatch(Dispute::studentRight).allMatch(d -> d.gold() == 1);
  }
}
