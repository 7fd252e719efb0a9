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
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.Labelling;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportingTest {
  private static final StepKey EXAMPLES = new StepKey("e".repeat(64));
  private static final StepKey LABELS = new StepKey("1".repeat(64));
  private static final Step.Data DATA = new Step.Data(EXAMPLES, new Rows(20, 4, 10), true, 3);

  @TempDir Path folder;
  private Store store;
  private Kept kept;
  private Path file;

  @BeforeEach
  void makeExamples() {
    store = Store.open(folder.resolve("store"));
    kept = new Kept(store);
    file = folder.resolve("labels.jsonl");
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(new Example("r" + i, "g" + i, List.of("text " + i), i % 2, OptionalDouble.empty()));
    }
    try (Claim claim = store.claim(EXAMPLES).orElseThrow()) {
      ExampleFiles.write(
          claim.output().resolve(Artifact.EXAMPLES),
          new Examples(List.of("no", "yes"), rows, List.of()));
      claim.commit(Map.of(), Map.of());
    }
  }

  private Split split() {
    return kept.split(DATA);
  }

  private List<Example> learntFrom() {
    return Stream.concat(split().transfer().stream(), split().validation().stream()).toList();
  }

  private void label(List<Example> rows) throws IOException {
    Files.write(
        file,
        rows.stream().map(row -> "{\"id\": \"%s\", \"label\": 1}".formatted(row.id())).toList());
  }

  private Map<String, Double> imported() {
    return imported(Optional.empty());
  }

  private Map<String, Double> imported(Optional<LabelCombination> votes) {
    try (Claim claim = store.claim(LABELS).orElseThrow()) {
      Map<String, Double> facts =
          new Importing(kept).run(new Labelling.ImportLabels(file, "f", DATA, votes), claim);
      claim.commit(facts, Map.of());
      return facts;
    }
  }

  @Test
  void labelsOfAllPartsAreTakenInTheSplitsOrder() throws IOException {
    List<Example> wanted = new ArrayList<>(learntFrom());
    wanted.addAll(split().test());
    label(wanted.reversed());

    assertThat(imported()).isEqualTo(Map.of("rows", 24.0));
    assertThat(kept.predictions(LABELS).stream().map(Prediction::id))
        .containsExactlyElementsOf(wanted.stream().map(Example::id).toList());
  }

  @Test
  void votesBecomeOneLabel() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Example row : kept.examples(EXAMPLES).train()) {
      lines.add("{\"id\": \"%s\", \"a\": 1, \"b\": 0, \"c\": %d}".formatted(row.id(), row.label()));
    }
    Files.write(file, lines);

    assertThat(imported(Optional.of(new LabelCombination.MajorityVote())))
        .isEqualTo(Map.of("rows", 24.0));
    Map<String, Integer> gold = new HashMap<>();
    learntFrom().forEach(row -> gold.put(row.id(), row.label()));
    assertThat(kept.predictions(LABELS).stream().filter(p -> gold.containsKey(p.id())))
        .hasSize(14)
        .allMatch(p -> p.label() == Optional.ofNullable(gold.get(p.id())).orElseThrow());
  }

  @Test
  void rowThatNobodyVotesOnIsNamed() throws IOException {
    String silent = learntFrom().getFirst().id();
    List<String> lines = new ArrayList<>();
    for (Example row : kept.examples(EXAMPLES).train()) {
      int vote = row.id().equals(silent) ? -1 : 1;
      lines.add("{\"id\": \"%s\", \"a\": %d, \"b\": -1}".formatted(row.id(), vote));
    }
    Files.write(file, lines);

    assertThatThrownBy(() -> imported(Optional.of(LabelCombination.DawidSkene.DEFAULT)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("have no label here, such as '" + silent + "'");
  }

  @Test
  void rowsThatTheStudyDoesNotUseAreLeftOut() throws IOException {
    label(kept.examples(EXAMPLES).train());

    assertThat(imported()).isEqualTo(Map.of("rows", 24.0));
  }

  @Test
  void rowToLearnFromWithoutLabelIsNamed() throws IOException {
    List<Example> some = new ArrayList<>(learntFrom());
    Example missing = some.remove(5);
    some.addAll(split().test());
    label(some);

    assertThatThrownBy(this::imported)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(
            file
                + ": 1 of the 14 rows that the student learns from have no label here, such as '"
                + missing.id()
                + "'");
  }

  @Test
  void someTestRowsSufficeAndNoneDoNot() throws IOException {
    List<Example> some = new ArrayList<>(learntFrom());
    label(some);
    assertThatThrownBy(this::imported)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file + ": none of the 10 test rows has a label here");

    some.add(split().test().getLast());
    label(some);
    assertThat(imported()).isEqualTo(Map.of("rows", 15.0));
  }

  @Test
  void resultThatIsGoneIsNamed() {
    assertThatThrownBy(() -> kept.predictions(LABELS))
        .isInstanceOf(FailedException.class)
        .hasMessage("the store lost the result of step 111111111111; run again");
  }

  @Test
  void keptPredictionsComeBackToTheBit() {
    List<Prediction> written = List.of(new Prediction("r1", new float[] {.1f, .9f}));
    try (Claim claim = store.claim(LABELS).orElseThrow()) {
      PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), written);
      claim.commit(Map.of(), Map.of());
    }

    assertThat(kept.predictions(LABELS).getFirst().probabilities()).containsExactly(.1f, .9f);
  }
}
