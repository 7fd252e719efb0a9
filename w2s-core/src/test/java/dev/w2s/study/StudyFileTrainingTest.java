package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a study file says of searched learning rates, generative finetuning, and of supervisors
/// that are trained several times.
class StudyFileTrainingTest {
  private static Study study(String text) {
    StudyFile file = Fixtures.parse(text);
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
    return file.study();
  }

  @Test
  void searchedRatesAreNotTheSupervisors() {
    Study study = study(Fixtures.MINIMAL + "training: {learning-rate: [1e-5, 1e-4]}\n");
    assertThat(study.strongRecipe().learningRates()).containsExactly(1e-5, 1e-4);
    assertThat(((Supervisor.Trained) study.weak()).recipe().learningRates()).isEmpty();
  }

  @Test
  void generativeFinetuningIsOfAllModelsOrOfAMethod() {
    Study all = study(Fixtures.MINIMAL + "training: {before: generative}\n");
    assertThat(all.strongRecipe().before()).isEqualTo(Before.Generative.DEFAULT);
    assertThat(((Supervisor.Trained) all.weak()).recipe().before())
        .isEqualTo(Before.Generative.DEFAULT);
    Study one =
        study(
            Fixtures.MINIMAL
                + """
                methods:
                  - naive
                  - generative
                  - confidence:
                      before: {generative: {epochs: 3, learning-rate: 1e-4}}
                """);
    assertThat(one.strongRecipe().before()).isEqualTo(new Before.Nothing());
    assertThat(one.methods())
        .extracting(method -> method.recipe(one.strongRecipe()).before())
        .containsExactly(
            new Before.Nothing(),
            Before.Generative.DEFAULT,
            new Before.Generative(3, OptionalDouble.of(1e-4)));
  }

  @Test
  void oneModelIsBoosted() {
    Study study =
        study(
            Fixtures.MINIMAL.replace(
                "weak: a", "weak: {model: a, layers: 2, combine: {boosting: {supervisors: 4}}}"));
    assertThat(study.weak())
        .isInstanceOfSatisfying(
            Supervisor.Boosted.class,
            boosted -> assertThat(boosted.combination().supervisors()).isEqualTo(4));
    assertThat(study.weak().models()).extracting(of -> of.model().source()).containsExactly("a");
  }

  @Test
  void severalHaveLearnedWeights() {
    Study study =
        study(
            Fixtures.MINIMAL.replace(
                "weak: a", "weak: {several: [a, c], combine: learned-weights}"));
    assertThat(study.weak())
        .isInstanceOfSatisfying(
            Supervisor.Several.class,
            several ->
                assertThat(several.combination())
                    .isEqualTo(LabelCombination.LearnedWeights.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training: {learning-rate: [1e-5, 1e-5]} | learning-rate must name no rate twice",
        "training: {learning-rate: [1e-5, 0]} | must be above 0",
        "training: {before: something} | nothing",
        "training: {before: {words: {}}} | before is nothing or generative",
        "training: {before: {generative: {epochs: 0}}} | at least 1",
        "methods: [{naive: {before: generativ}}] | generative",
      })
  void badSettingsAreNamed(String line, String words) {
    assertThatThrownBy(() -> Fixtures.parse(Fixtures.MINIMAL + line + "\n"))
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{model: a, combine: mean} | one model is trained several times by boosting, but not by mean",
        "{several: [a, c], combine: boosting} | boosting trains one model several times",
        "{model: a, learning-rate: [1e-5, 1e-4]} | learning-rate must be one for a supervisor",
      })
  void badSupervisorsAreNamed(String weak, String words) {
    assertThatThrownBy(() -> Fixtures.parse(Fixtures.MINIMAL.replace("weak: a", "weak: " + weak)))
        .hasMessageContaining(words);
  }

  @Test
  void weightsAreFittedOnAHalfThatMustBeThere() {
    String labels =
        "weak: {several: [{labels: a.jsonl}, {labels: b.jsonl}], combine: learned-weights}";
    assertThatThrownBy(() ->
            Fixtures.parse(
                Fixtures.MINIMAL.replace("weak: a", labels) + "rows: {supervised: false}\n"))
        .hasMessageContaining("rows.supervised must be true");
  }

  @Test
  void rateOfAProbeIsNotSearched() {
    Recipe recipe =
        Recipe.DEFAULT.toBuilder()
            .learningRates(List.of(1e-5, 1e-4))
            .tuning(new Tuning.Probe(new Tuning.Solver.Lbfgs(0, 1)))
            .build();
    assertThat(recipe.searchesRate()).isFalse();
    assertThat(recipe.usesValidation()).isFalse();
  }
}
