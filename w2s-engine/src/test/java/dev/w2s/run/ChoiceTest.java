package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final float[][] LABELS = {{.9f, .1f}, {.2f, .8f}, {.6f, .4f}};

  private static List<Prediction> answers(double... second) {
    List<Prediction> answers = new ArrayList<>();
    for (double p : second) {
      answers.add(new Prediction("r" + answers.size(), new float[] {(float) (1 - p), (float) p}));
    }
    return answers;
  }

  @Test
  void mostAgreementComesFirst() {
    Choice choice = new Choice(LABELS);
    choice.add(answers(.1, .9, .9)); // 2 of 3, and the smallest cross entropy
    choice.add(answers(.49, .51, .49)); // 3 of 3
    assertThat(choice.best()).isEqualTo(1);
    assertThat(choice.facts(new double[] {1e-5, 1e-4}))
        .containsEntry("learning-rate", 1e-4)
        .containsEntry("agreement at 1.0E-5", 2.0 / 3)
        .containsEntry("agreement at 1.0E-4", 1.0);
  }

  @Test
  void equalAgreementIsDecidedByCrossEntropyThenByOrder() {
    Choice choice = new Choice(LABELS);
    choice.add(answers(.49, .51, .49));
    choice.add(answers(.1, .8, .4));
    choice.add(answers(.1, .8, .4));
    assertThat(choice.best()).isEqualTo(1);
  }

  @Test
  void certainlyWrongAnswersCostMuchButAreFinite() {
    Choice choice = new Choice(LABELS);
    choice.add(answers(1, 0, 1));
    assertThat(choice.best()).isZero();
  }
}
