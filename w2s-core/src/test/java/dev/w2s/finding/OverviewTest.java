package dev.w2s.finding;

import static dev.w2s.finding.SamplePlan.EQUAL;
import static dev.w2s.finding.SamplePlan.TRAINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.finding.Overview.ModelPair;
import dev.w2s.finding.Overview.PooledComparison;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.study.Stop;
import dev.w2s.study.Supervisor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final ModelPair SMALL = new ModelPair("tiny, first layer", "tiny");

  /// A study in which naive answers so many rows right and the others as many as are told.
  private static Findings study(Supervisor weak, int naive, int other, String... methods) {
    SampleAnswers kept = new SampleAnswers();
    kept.keep("weak", 280, 281, 282);
    kept.keep("ceiling", 360, 361, 362);
    kept.keep("student0", naive, naive + 1, naive + 2);
    for (int m = 1; m < methods.length; m++) {
      kept.keep("student" + m, other, other + 1, other + 2);
    }
    return Findings.of(SamplePlan.of(weak, Stop.LAST, 3, methods), kept::of, SampleAnswers.TEST);
  }

  @Test
  void methodsOfAllStudiesArePooledAndOthersAreNot() {
    Overview overview =
        Overview.of(
            "all",
            List.of(
                study(TRAINED, 300, 320, "naive", "confidence", "product"),
                study(TRAINED, 290, 310, "naive", "confidence")));

    assertThat(overview.pooled())
        .extracting(PooledMethod::method)
        .containsExactly("naive", "confidence");
    assertThat(overview.pooled().getFirst().pair()).isEmpty();
    assertThat(overview.pooled().getFirst().result().gain().value())
        .isCloseTo((20 / 400.0 + 10 / 400.0) / 2, within(1e-12));
    assertThat(overview.methods()).containsExactly("naive", "confidence", "product");
    assertThat(overview.tasks()).containsExactly("sample");
    assertThat(Overview.pooled(overview.studies(), "product")).isEmpty();
  }

  @Test
  void everyMethodIsComparedWithTheFirst() {
    Overview overview =
        Overview.of(
            "all",
            List.of(
                study(TRAINED, 300, 320, "naive", "confidence"),
                // The same two methods the other way round.
                study(TRAINED, 310, 290, "confidence", "naive")));

    PooledComparison pair = overview.comparisons().getFirst();
    assertThat(overview.comparisons()).hasSize(1);
    assertThat(pair.first()).isEqualTo("confidence");
    assertThat(pair.second()).isEqualTo("naive");
    assertThat(pair.difference().value()).isCloseTo(20 / 400.0, within(1e-12));
    assertThat(pair.test().p()).isEqualTo(.5);
    assertThat(pair.holm()).isEqualTo(.5);
  }

  @Test
  void pairsOfModelsThatHaveSeveralStudiesArePooledOnTheirOwn() {
    Findings small = study(TRAINED, 300, 0, "naive");
    Findings equal = study(EQUAL, 270, 0, "naive");

    Overview overview = Overview.of("all", List.of(small, equal, small));

    assertThat(overview.pairs()).containsExactly(SMALL, new ModelPair("tiny", "tiny"));
    assertThat(overview.pooled())
        .extracting(PooledMethod::pair)
        .containsExactly(
            Optional.empty(), Optional.of(SMALL), Optional.of(new ModelPair("tiny", "tiny")));
    assertThat(overview.pooled().get(1).result().gain().count()).isEqualTo(2);
    assertThat(overview.pooled().get(2).result().gain().value())
        .isCloseTo(-10 / 400.0, within(1e-12));
    // One study of each pair says nothing more than the studies themselves.
    assertThat(Overview.of("all", List.of(small, equal)).pooled()).hasSize(1);
  }

  /// Over six studies whose gains are all above 0, the smallest p that signed ranks can give is 2 /
  /// 2^6.
  @Test
  void pooledGainsAreCorrectedForAllMethods() {
    List<Findings> studies =
        IntStream.range(0, 6)
            .mapToObj(
                i -> study(TRAINED, 290 + 2 * i, i % 2 == 0 ? 300 + i : 270, "naive", "product"))
            .toList();

    List<PooledMethod> pooled = Overview.of("all", studies).pooled();

    assertThat(pooled.getFirst().result().test().p()).isEqualTo(1 / 32.0);
    assertThat(pooled.getFirst().holm()).isEqualTo(2 / 32.0);
    assertThat(pooled.get(1).holm()).isEqualTo(pooled.get(1).result().test().p());
  }

  @Test
  void comparisonThatAStudyLacksIsAMistake() {
    Findings both = study(TRAINED, 300, 320, "naive", "confidence");
    Findings bare =
        new Findings(
            both.plan(),
            both.weak(),
            both.ceiling(),
            both.gap(),
            both.students(),
            both.seeds(),
            both.calibrations(),
            List.of(),
            both.ledger(),
            both.analyses(),
            both.notes(),
            both.further());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Overview.of("all", List.of(bare)))
        .withMessage("study 'sample' does not compare confidence with naive");
  }
}
