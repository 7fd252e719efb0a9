package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Example;
import dev.w2s.data.ExampleFiles;
import dev.w2s.data.Examples;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Rows;
import dev.w2s.data.Split;
import dev.w2s.problem.BadInputException;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.Labelling;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.SimulatedError.Structure;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisingTest {
  private static final StepKey EXAMPLES = new StepKey("e".repeat(64));
  private static final StepKey LABELS = new StepKey("1".repeat(64));
  private static final Step.Data DATA = new Step.Data(EXAMPLES, new Rows(20, 4, 10), true, 3);

  @TempDir Path folder;
  private Store store;
  private Kept kept;

  @BeforeEach
  void makeExamples() {
    store = Store.open(folder.resolve("store"));
    kept = new Kept(store);
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(
          new Example("r" + i, "g" + i, List.of("x".repeat(i + 1)), i % 2, OptionalDouble.empty()));
    }
    try (Claim claim = store.claim(EXAMPLES).orElseThrow()) {
      ExampleFiles.write(
          claim.output().resolve(Artifact.EXAMPLES),
          new Examples(List.of("no", "yes"), rows, List.of()));
      claim.commit(Map.of(), Map.of());
    }
  }

  private Labelling.Said said(char digit, Function<Example, float[]> answer) {
    return said(digit, DATA, List.of(), answer);
  }

  private void keep(StepKey key, Stream<Example> rows, Function<Example, float[]> answer) {
    try (Claim claim = store.claim(key).orElseThrow()) {
      PredictionFiles.write(
          claim.output().resolve(Artifact.PREDICTIONS),
          rows.map(row -> new Prediction(row.id(), answer.apply(row))).toList());
      claim.commit(Map.of(), Map.of());
    }
  }

  private Map<String, Prediction> run(Function<Claim, Map<String, Double>> step) {
    try (Claim claim = store.claim(LABELS).orElseThrow()) {
      claim.commit(step.apply(claim), Map.of());
    }
    Map<String, Prediction> byId = new HashMap<>();
    kept.predictions(LABELS).forEach(label -> byId.put(label.id(), label));
    return byId;
  }

  private Map<String, Prediction> simulated(Structure structure, Optional<Labelling.Said> model) {
    SimulatedError error = new SimulatedError(structure, .2, .9);
    Supervising supervising = new Supervising(kept);
    return run(claim -> supervising.simulate(new Labelling.Simulate(error, DATA, model, 5), claim));
  }

  private static List<Example> wrong(List<Example> rows, Map<String, Prediction> labels) {
    return rows.stream()
        .filter(row -> Objects.requireNonNull(labels.get(row.id())).label() != row.label())
        .toList();
  }

  @Test
  void meanOfTwoIsTheirMean() {
    Labelling.Said one = said('a', row -> new float[] {.9f, .1f});
    Labelling.Said two = said('b', row -> new float[] {.3f, .7f});
    Supervising supervising = new Supervising(kept);
    Map<String, Prediction> labels =
        run(claim ->
            supervising.combine(
                new Labelling.Combine(List.of(one, two), new LabelCombination.Mean(), DATA),
                claim));

    assertThat(labels).hasSize(24);
    assertThat(labels.values())
        .allSatisfy(label -> assertThat(label.probabilities()).containsExactly(.6f, .4f));
  }

  private Labelling.Said said(
      char digit, Step.Data data, List<Example> also, Function<Example, float[]> answer) {
    StepKey labels = new StepKey(String.valueOf(digit).repeat(64));
    StepKey test = new StepKey(("f" + digit).repeat(32));
    Split split = kept.split(data);
    keep(
        labels,
        Stream.of(split.transfer(), split.validation(), also).flatMap(List::stream),
        answer);
    keep(test, split.test().stream(), answer);
    return new Labelling.Said(labels, test);
  }

  @Test
  void weightsGoToTheSupervisorThatIsRightOnHeldOutRows() {
    Step.Data divided = divided();
    List<Example> heldOut = kept.split(divided).heldOut();
    assertThat(heldOut).hasSize(2);
    assertThat(kept.split(divided).supervise()).hasSize(8).doesNotContainAnyElementsOf(heldOut);
    Labelling.Said good = said('a', divided, heldOut, SupervisingTest::right);
    Labelling.Said bad = said('b', divided, heldOut, SupervisingTest::wrong);

    Map<String, Prediction> labels =
        run(claim ->
            new Supervising(kept)
                .combine(
                    new Labelling.Combine(
                        List.of(good, bad), new LabelCombination.LearnedWeights(1e-3), divided),
                    claim));

    assertThat(labels).hasSize(24);
    assertThat(wrong(kept.split(DATA).transfer(), labels)).isEmpty();
  }

  @Test
  void filesWithoutHeldOutRowsAreAnInputThatIsTold() {
    Step.Data divided = divided();
    Labelling.Said one = said('a', divided, List.of(), SupervisingTest::right);
    Labelling.Combine step =
        new Labelling.Combine(
            List.of(one, one), new LabelCombination.LearnedWeights(1e-3), divided);
    Supervising supervising = new Supervising(kept);
    assertThatThrownBy(() -> run(claim -> supervising.combine(step, claim)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("fitted on 2 rows of the supervise half");
  }

  private static Step.Data divided() {
    return new Step.Data(
        EXAMPLES,
        new Rows(20, 4, 10),
        true,
        3,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  @Test
  void rowsThatSupervisorsGetWrongAreDrawnMoreOften() {
    List<Example> half = kept.split(DATA).supervise();
    String hard = half.getFirst().id();
    Labelling.Said first =
        said('a', DATA, half, row -> row.id().equals(hard) ? wrong(row) : right(row));
    int drawn = 0;
    int draws = 200;
    for (int seed = 0; seed < draws; seed++) {
      StepKey key = new StepKey("%064x".formatted(seed));
      try (Claim claim = store.claim(key).orElseThrow()) {
        Step.Draw step = new Step.Draw(List.of(first.labels()), DATA, seed);
        claim.commit(new Supervising(kept).draw(step, claim), Map.of());
      }
      List<String> ids = kept.drawn(key);
      assertThat(ids).hasSize(10);
      drawn += (int) ids.stream().filter(hard::equals).count();
    }
    // After one round of AdaBoost the rows that were got wrong weigh one half together.
    assertThat(drawn / (10.0 * draws)).isBetween(.45, .55);
  }

  @Test
  void boostedVotesAreWeighedByErrorsOnTheSuperviseHalf() {
    List<Example> half = kept.split(DATA).supervise();
    Labelling.Said good = said('a', DATA, half, SupervisingTest::right);
    Labelling.Said bad = said('b', DATA, half, SupervisingTest::wrong);
    Map<String, Prediction> labels =
        run(claim ->
            new Supervising(kept)
                .combine(
                    new Labelling.Combine(
                        List.of(good, bad), new LabelCombination.Boosting(2), DATA),
                    claim));
    assertThat(wrong(kept.split(DATA).transfer(), labels)).isEmpty();
  }

  @Test
  void eachPartHasItsShareOfErrorsOnTheLongestTexts() {
    Map<String, Prediction> labels = simulated(Structure.LONGEST, Optional.empty());

    Split split = kept.split(DATA);
    for (List<Example> part : List.of(split.transfer(), split.test())) {
      List<Example> wrong = wrong(part, labels);
      assertThat(wrong).hasSize(part.size() / 5);
      int shortest =
          wrong.stream().mapToInt(row -> row.texts().getFirst().length()).min().orElseThrow();
      assertThat(part)
          .filteredOn(row -> !wrong.contains(row))
          .allMatch(row -> row.texts().getFirst().length() < shortest);
    }
    assertThat(wrong(split.validation(), labels)).isEmpty(); // floor(.2 x 4)
    assertThat(labels.values())
        .allSatisfy(label -> assertThat(label.probabilities()).contains(.9f));
  }

  @Test
  void errorsOfASupervisorAreAmongItsOwn() {
    Labelling.Said weak =
        said('a', row -> row.texts().getFirst().length() % 3 == 0 ? wrong(row) : right(row));
    Map<String, Prediction> labels = simulated(Structure.SUPERVISOR, Optional.of(weak));

    List<Example> test = kept.split(DATA).test();
    List<Example> own =
        test.stream().filter(row -> row.texts().getFirst().length() % 3 == 0).toList();
    List<Example> wrong = wrong(test, labels);
    assertThat(wrong).hasSize(2);
    if (own.size() >= 2) {
      assertThat(own).containsAll(wrong);
    } else {
      assertThat(wrong).containsAll(own);
    }
  }

  private static float[] right(Example row) {
    return row.label() == 0 ? new float[] {.8f, .2f} : new float[] {.2f, .8f};
  }

  private static float[] wrong(Example row) {
    return row.label() == 0 ? new float[] {.2f, .8f} : new float[] {.8f, .2f};
  }
}
