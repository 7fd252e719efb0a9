package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.w2s.problem.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Study files of several tasks and models.
class StudyFilesTest {
  private static final String JOINED =
      """
      study: all
      tasks: [wordnet-category, {reviews.yaml: {max-tokens: 40, rows: {train: 50}}}]
      models:
        weak: {model: a, layers: 1}
        strong: [{model: a, layers: 3}, {model: a, layers: 1}, 'file:b/c D']
      training: {max-tokens: 64, epochs: 1}
      """;

  private static List<StudyFile> parse(String text) {
    return StudyFile.parseAll(Path.of("s.yaml"), text, Fixtures.BUILT_IN, path -> Fixtures.TASK);
  }

  private static Study named(String name) {
    return parse(JOINED).stream()
        .map(StudyFile::study)
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyTaskMeetsEveryPairOfDifferentModels() {
    assertThat(parse(JOINED))
        .extracting(file -> file.study().name())
        .containsExactly(
            "all-wordnet-category-a-3",
            "all-wordnet-category-c-d",
            "all-reviews-a-3",
            "all-reviews-c-d");
  }

  @Test
  void poolingsOfOneModelAreModelsOfTheirOwn() {
    String text =
        JOINED
            .replace("'file:b/c D'", "{model: a, layers: 3, pooling: mean}")
            .replace("tasks: [wordnet-category,", "tasks: [");

    assertThat(parse(text))
        .extracting(file -> file.study().name())
        .containsExactly("all-a-3", "all-a-3-mean");
  }

  @Test
  void taskChangesRowsAndRecipeOfAllItsModelsAlone() {
    Study own = named("all-reviews-a-3");
    Study other = named("all-wordnet-category-a-3");

    assertThat(own.rows().train()).isEqualTo(50);
    assertThat(own.strongRecipe().maxTokens()).isEqualTo(40);
    assertThat(own.strongRecipe().epochs()).isEqualTo(1);
    assertThat(((Supervisor.Trained) own.weak()).recipe().maxTokens()).isEqualTo(40);
    assertThat(other.strongRecipe().maxTokens()).isEqualTo(64);
    assertThat(other.rows().train()).isEqualTo(3000);
  }

  @Test
  void eachIsTheStudyThatAFileOfItsOwnSays() {
    Study alone =
        Fixtures.parse(
                """
                study: all-reviews-a-3
                task: reviews.yaml
                rows: {train: 50}
                models: {weak: {model: a, layers: 1}, strong: {model: a, layers: 3}}
                training: {max-tokens: 40, epochs: 1}
                """)
            .study();

    assertThat(named("all-reviews-a-3")).isEqualTo(alone);
    assertThat(keys(named("all-reviews-a-3"))).isEqualTo(keys(alone));
  }

  private static List<StepKey> keys(Study study) {
    return Planner.plan(study, Fixtures::facts, Fixtures::fingerprint).steps().stream()
        .map(PlannedStep::key)
        .toList();
  }

  @Test
  void explainedStudyIsTheSameStudy() {
    for (StudyFile file : parse(JOINED)) {
      assertThat(parse(file.explain(Map.of())).getFirst().study()).isEqualTo(file.study());
    }
  }

  @Test
  void oneStudyIsWhatItWas() {
    assertThat(parse(Fixtures.MINIMAL)).hasSize(1);
    assertThat(parse(Fixtures.MINIMAL.replace("strong: b", "strong: a")))
        .as("equal models alone are a study")
        .hasSize(1);
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Fixtures.parse(JOINED))
        .withMessageContaining("this file holds 4 studies and one is wanted")
        .withMessageContaining("all-reviews-a-3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          task: wordnet-category   | tasks: []                                    | tasks must name at least one
          task: wordnet-category   | tasks: [wordnet-category, wordnet-category]  | tasks must differ but two are called 'wordnet-category'
          task: wordnet-category   | tasks: [{wordnet-category: {batsh: 3}}]      | unknown key 'batsh'
          task: wordnet-category   | tasks: [wordnet-categry]                     | unknown task 'wordnet-categry'
          strong: b                | strong: []                                   | models must name at least one weak and one strong
          strong: b                | strong: [b, b]                               | two studies would be called 'small-b'
          weak: a, strong: b       | weak: [b], strong: [b, b]                    | models must hold one pair of different models
          """)
  void whatIsWrongIsToldWithItsPlace(String said, String instead, String message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> parse(Fixtures.MINIMAL.replace(said, instead)))
        .withMessageContaining("s.yaml:")
        .withMessageContaining(message);
  }

  @Test
  void taskAndTasksAreNotBoth() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> parse(Fixtures.MINIMAL + "tasks: [wordnet-category]\n"))
        .withMessageContaining("s.yaml:4:")
        .withMessageContaining("a 'task' or a list of 'tasks', not both");
  }
}
