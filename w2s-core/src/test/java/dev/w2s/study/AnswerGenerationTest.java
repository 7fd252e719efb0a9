package dev.w2s.study;

import static dev.w2s.study.PlanFixtures.plan;
import static dev.w2s.study.PlanFixtures.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Reading;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.internal.CanonicalStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerGenerationTest {
  private static final AnswerGeneration VOTE =
      new AnswerGeneration(8, .7, 40, .95, OptionalInt.of(64));

  private static StudyFile parse(String generation) {
    Reading.Answer answer = new Reading.Answer.Puzzle("FEN", "Moves", false);
    Reading reading =
        new Reading(
            List.of("{position}"), answer, Optional.empty(), Optional.empty(), Optional.empty());
    String text =
        Fixtures.MINIMAL.replace("wordnet-category", "chess.yaml")
            + "methods: [naive, confidence-filter]\nseeds: 1\n"
            + generation;
    return StudyFile.parse(
        Path.of("study.yaml"),
        text,
        Fixtures.BUILT_IN,
        path -> Fixtures.task("chess", Fixtures.TASK.train().getFirst(), reading));
  }

  @Test
  void allOfItIsReadAndWritten() {
    StudyFile file =
        parse("generation: {samples: 8, temperature: 0.7, top-k: 40, top-p: 0.95, max-tokens: 64}");
    assertThat(file.study().generation()).isEqualTo(VOTE);
    assertThat(parse("").study().generation()).isEqualTo(AnswerGeneration.GREEDY);
    assertThat(written(file)).isEqualTo(VOTE);
    assertThat(written(parse(""))).isEqualTo(AnswerGeneration.GREEDY);
  }

  /// As the explained study says it.
  private static AnswerGeneration written(StudyFile file) {
    String text = file.explain(Map.of());
    return parse(text.substring(text.indexOf("generation:"), text.indexOf("\nseeds:")))
        .study()
        .generation();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "samples: 8; temperature must be above 0",
        "top-k: 4; temperature must be above 0",
        "samples: 1001, temperature: 1; samples must be at most 1000",
        "temperature: -1; temperature",
        "temperature: 1, top-p: 0; top-p must be above 0",
        "max-tokens: 0; max-tokens",
        "votes: 8; votes"
      })
  void whatCannotBeIsRefused(String settings, String told) {
    assertThatThrownBy(() -> parse("generation: {" + settings + "}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(told);
  }

  @Test
  void classesAreNotWritten() {
    assertThatThrownBy(() -> PlanFixtures.study().generation(VOTE).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("generation must not be said");
  }

  @Test
  void greedyAnswersHaveTheKeysThatTheyAlwaysHad() {
    for (PlannedStep planned : plan(parse("").study()).steps()) {
      assertThat(CanonicalStep.json(planned.step())).doesNotContain("generation");
    }
  }

  @Test
  void lengthThatIsUsualAnywayHasNoKeysOfItsOwn() {
    Plan usual = plan(parse("generation: {samples: 8, temperature: 0.7}").study());
    Plan said = plan(parse("generation: {samples: 8, temperature: 0.7, max-tokens: 8}").study());
    assertThat(Plan.fingerprint(List.of(said))).isEqualTo(Plan.fingerprint(List.of(usual)));
    Plan longer = plan(parse("generation: {samples: 8, temperature: 0.7, max-tokens: 9}").study());
    assertThat(Plan.fingerprint(List.of(longer))).isNotEqualTo(Plan.fingerprint(List.of(usual)));
  }

  @Test
  void labelsAndTheirTestAreDrawnAndStudentsAreNot() {
    Plan plan = plan(parse("generation: {samples: 8, temperature: 0.7}").study());
    String drawn = ", the most frequent of 8 answers drawn at temperature 0.7";
    Labelling.Label labels = (Labelling.Label) step(plan, "seed 0: weak labels" + drawn);
    Step.Evaluate weak = (Step.Evaluate) step(plan, "seed 0: test supervisor" + drawn);
    assertThat(labels.generation()).isEqualTo(weak.generation());
    assertThat(CanonicalStep.json(labels))
        .contains("\"generation\":{\"samples\":8,\"temperature\":0.7,\"top-k\":0,\"top-p\":1.0}");
    for (String greedy : List.of("student (naive)", "student (confidence-filter)", "ceiling")) {
      Step.Evaluate test = (Step.Evaluate) step(plan, "seed 0: test " + greedy);
      assertThat(test.generation()).isEqualTo(AnswerGeneration.GREEDY);
    }
    assertThat(PlanFixtures.key(plan, "seed 0: ceiling"))
        .isEqualTo(PlanFixtures.key(plan(parse("").study()), "seed 0: ceiling"));
  }

  @Test
  void answersAreNotLongerThanTheModels() {
    plan(parse("generation: {max-tokens: 511}").study());
    assertThatThrownBy(() -> plan(parse("generation: {max-tokens: 512}").study()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is 512 where a has positions for 512 tokens");
  }

  @Test
  void lengthHoldsForAll() {
    Plan plan = plan(parse("generation: {max-tokens: 64}").study());
    for (String test : List.of("supervisor", "student (naive)", "ceiling")) {
      assertThat(((Step.Evaluate) step(plan, "seed 0: test " + test)).generation())
          .isEqualTo(new AnswerGeneration(1, 0, 0, 1, OptionalInt.of(64)));
    }
  }
}
