package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyAnalysesTest {
  private static StudyAnalyses read(String analyses) {
    return Fixtures.parse(Fixtures.MINIMAL + "analyses: " + analyses).study().analyses();
  }

  @Test
  void noneAreMadeUnlessAskedFor() {
    assertThat(Fixtures.parse(Fixtures.MINIMAL).study().analyses()).isEqualTo(StudyAnalyses.NONE);
    assertThat(read("{}")).isEqualTo(StudyAnalyses.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{curve: 10} | 10 | false",
        "{saliency: true} | 0 | true",
        "{curve: 2, saliency: true} | 2 | true"
      })
  void eachIsAskedForByItself(String text, int curve, boolean saliency) {
    assertThat(read(text)).isEqualTo(new StudyAnalyses(curve, saliency));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{curve: 1}", "{curve: 101}"})
  void aCurveHasAtLeastTwoPoints(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("curve must be 0, for none, or 2 to 100 points");
  }

  @Test
  void fewRowsAreShownInAPrompt() {
    assertThat(read("{few-shot: 5}")).isEqualTo(new StudyAnalyses(0, false, 5, false));
    assertThatThrownBy(() -> read("{few-shot: 101}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("few-shot must be 0, for none, or at most 100 rows but was 101");
  }

  @Test
  void boundIsAskedForByItself() {
    assertThat(read("{bound: true}")).isEqualTo(new StudyAnalyses(0, false, 0, true));
  }

  @Test
  void unknownAnalysisIsNamed() {
    assertThatThrownBy(() -> read("{curves: 10}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("curves");
  }
}
