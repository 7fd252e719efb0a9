package dev.w2s.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Votes;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.LabelCombination.Boosting;
import dev.w2s.study.LabelCombination.DawidSkene;
import dev.w2s.study.LabelCombination.LearnedWeights;
import dev.w2s.study.LabelCombination.MajorityVote;
import dev.w2s.study.LabelCombination.Mean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelCombinationsTest {
  private static final SequencedMap<String, Integer> NO_GOLD =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  private static WeakLabels combine(
      LabelCombination combination, int rows, int classes, List<WeakLabels> sources) {
    return LabelCombinations.combine(combination, Mixture.ids(rows), classes, sources, NO_GOLD);
  }

  private static WeakLabels source(Map<String, double[]> said) {
    return new WeakLabels(List.copyOf(said.keySet()), said.values().toArray(double[][]::new));
  }

  /// Votes of workers (columns) on rows; -1 for none.
  private static List<WeakLabels> crowd(int classes, int[]... rows) {
    Map<String, int[]> byId = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      byId.put("row" + i, rows[i]);
    }
    List<String> workers = Mixture.ids(rows[0].length);
    return LabelCombinations.sources(new Votes(workers, byId), classes);
  }

  private static SequencedMap<String, Integer> gold(int... classes) {
    SequencedMap<String, Integer> gold = new LinkedHashMap<>();
    for (int i = 0; i < classes.length; i++) {
      gold.put("row" + i, classes[i]);
    }
    return gold;
  }

  @Test
  void meanIsOverThoseThatSpeak() {
    WeakLabels labels =
        combine(
            new Mean(),
            4,
            2,
            List.of(
                source(Map.of("row0", new double[] {1, 0}, "row2", new double[] {.5, .5})),
                source(Map.of("row0", new double[] {.5, .5}, "row3", new double[] {.25, .75}))));
    assertThat(labels.ids()).containsExactly("row0", "row2", "row3");
    assertThat(labels.probabilities())
        .isDeepEqualTo(new double[][] {{.75, .25}, {.5, .5}, {.25, .75}});
  }

  @Test
  void majorityTakesAllAndTiesAreShared() {
    WeakLabels labels =
        combine(
            new MajorityVote(),
            5,
            3,
            crowd(
                3,
                new int[] {0, 0, 1},
                new int[] {0, 2, -1},
                new int[] {-1, -1, -1},
                new int[] {2, 1, 0},
                new int[] {-1, -1, 2}));
    assertThat(labels.ids()).containsExactly("row0", "row1", "row3", "row4");
    assertThat(labels.probabilities())
        .isDeepEqualTo(
            new double[][] {{1, 0, 0}, {.5, 0, .5}, {1 / 3., 1 / 3., 1 / 3.}, {0, 0, 1}});
  }

  @Test
  void softWordsVoteForTheirMostProbableClass() {
    List<WeakLabels> sources =
        List.of(
            source(Map.of("row0", new double[] {.6, .4})),
            source(Map.of("row0", new double[] {.55, .45})),
            source(Map.of("row0", new double[] {0, 1})));
    assertThat(combine(new MajorityVote(), 1, 2, sources).hard()).containsExactly(0);
    assertThat(combine(new Mean(), 1, 2, sources).hard()).containsExactly(1);
  }

  /// The optimum for two sources, found by trying all weights.
  @Test
  void learnedWeightsAreTheMostLikely() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] right = new double[40][];
    for (int i = 0; i < 40; i++) {
      right[i] = new double[] {random.nextDouble(.3, .9), random.nextDouble(.05, .95)};
    }
    double best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (double v = .0005; v < 1; v += .0005) {
      // Of all u with this softmax, that of least norm: the penalty leaves no other.
      double u = Math.log(v / (1 - v)) / 2;
      double loss = .01 / 2 * 2 * u * u;
      for (double[] p : right) {
        loss -= Math.log(v * p[0] + (1 - v) * p[1]) / 40;
      }
      best = loss < lowest ? v : best;
      lowest = Math.min(loss, lowest);
    }
    List<WeakLabels> sources = List.of(ofRight(right, 0), ofRight(right, 1));
    double[] found = LabelCombinations.weights(.01, 2, sources, gold(new int[40]));
    assertThat(found[0]).isCloseTo(best, within(5e-4)).isBetween(.05, .95);
    assertThat(found[0] + found[1]).isCloseTo(1, within(1e-12));
  }

  private static WeakLabels ofRight(double[][] right, int source) {
    double[][] labels = new double[right.length][];
    for (int i = 0; i < right.length; i++) {
      labels[i] = new double[] {right[i][source], 1 - right[i][source]};
    }
    return new WeakLabels(Mixture.ids(right.length), labels);
  }

  /// With abstentions: nearby weights are less likely, in every direction.
  @Test
  void learnedWeightsHeedAbstentions() {
    SplittableRandom random = new SplittableRandom(2);
    List<Map<String, double[]>> said = new ArrayList<>();
    int[] right = random.ints(60, 0, 3).toArray();
    for (double skill : new double[] {.9, .6, .4}) {
      Map<String, double[]> source = new LinkedHashMap<>();
      for (int i = 0; i < 60; i++) {
        int label = random.nextDouble() < skill ? right[i] : random.nextInt(3);
        if (random.nextDouble() < .7) {
          source.put("row" + i, Mixture.soft(label, 3, .8));
        }
      }
      said.add(source);
    }
    List<WeakLabels> sources = said.stream().map(LabelCombinationsTest::source).toList();
    double[] found = LabelCombinations.weights(1e-3, 3, sources, gold(right));
    double lowest = loss(found, said, right);
    for (int s = 0; s < 3; s++) {
      for (double step : new double[] {.98, 1.02}) {
        double[] other = found.clone();
        other[s] *= step;
        assertThat(loss(other, said, right)).isGreaterThan(lowest);
      }
    }
    assertThat(found[0]).isGreaterThan(found[1]).isGreaterThan(found[2]);
  }

  private static double loss(double[] v, List<Map<String, double[]>> said, int[] right) {
    double loss = 0;
    int rows = 0;
    for (int i = 0; i < right.length; i++) {
      double likely = 0;
      double spoken = 0;
      for (int s = 0; s < v.length; s++) {
        double[] word = said.get(s).get("row" + i);
        likely += word == null ? 0 : v[s] * word[right[i]];
        spoken += word == null ? 0 : v[s];
      }
      rows += spoken > 0 ? 1 : 0;
      loss -= spoken > 0 ? Math.log(likely / spoken) : 0;
    }
    double middle =
        IntStream.range(0, v.length).mapToDouble(s -> Math.log(v[s])).average().orElse(0);
    double penalty = 0;
    for (double weight : v) {
      penalty += 1e-3 / 2 * Math.pow(Math.log(weight) - middle, 2);
    }
    return loss / rows + penalty;
  }

  @Test
  void aSourceThatIsSurelyWrongDoesNotDecideAlone() {
    List<WeakLabels> sources =
        List.of(
            source(Map.of("row0", new double[] {0, 1})),
            source(Map.of("row0", new double[] {.6, .4})));
    assertThat(LabelCombinations.weights(1e-3, 2, sources, gold(0))[1]).isGreaterThan(.9);
    assertThat(LabelCombinations.weights(1e-3, 2, sources.subList(0, 1), gold(0)))
        .containsExactly(1);
  }

  @Test
  void combinationsThatAreFittedNeedGold() {
    List<WeakLabels> sources = crowd(2, new int[] {0, 1});
    for (LabelCombination fitted : List.of(LearnedWeights.DEFAULT, Boosting.DEFAULT)) {
      assertThatThrownBy(() -> combine(fitted, 1, 2, sources))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no source speaks of a row with a gold label");
    }
  }

  @Test
  void aRoundOfBoostingByHand() {
    BoostingRound round =
        BoostingRound.of(BoostingRound.start(4), new boolean[] {true, false, false, false}, 2);
    assertThat(round.error()).isEqualTo(.25);
    assertThat(round.vote()).isCloseTo(Math.log(3), within(1e-12));
    assertThat(round.weights())
        .containsExactly(new double[] {.5, 1 / 6., 1 / 6., 1 / 6.}, within(1e-12));
  }

  /// By the next round's weights the same supervisor is no better than chance.
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void aSupervisorHasNothingMoreToSayInTheNextRound(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    boolean[] wrong = new boolean[50];
    IntStream.range(0, 50).forEach(i -> wrong[i] = random.nextDouble() < .3);
    BoostingRound first = BoostingRound.of(BoostingRound.start(50), wrong, classes);
    BoostingRound second = BoostingRound.of(first.weights(), wrong, classes);
    assertThat(second.error()).isCloseTo(1 - 1. / classes, within(1e-12));
    assertThat(second.vote()).isZero();
    assertThat(second.weights()).isEqualTo(BoostingRound.start(50));
  }

  @Test
  void aSupervisorWithoutErrorHasAFiniteVote() {
    BoostingRound round = BoostingRound.of(BoostingRound.start(10), new boolean[10], 2);
    assertThat(round.error()).isZero();
    assertThat(round.vote()).isCloseTo(Math.log(19), within(1e-12));
    assertThat(round.weights()).containsExactly(BoostingRound.start(10), within(1e-15));
  }

  @Test
  void boostingVotesByTheRoundsOfTheSuperviseHalf() {
    // The first is wrong once in four; the second is wrong on two others, of weight 1/6 each.
    List<WeakLabels> sources =
        crowd(
            2,
            new int[] {1, 0},
            new int[] {0, 1},
            new int[] {0, 1},
            new int[] {0, 0},
            new int[] {0, 1});
    SequencedMap<String, Integer> gold = gold(0, 0, 0, 0);
    assertThat(LabelCombinations.votes(2, sources, gold))
        .containsExactly(new double[] {Math.log(3), Math.log(2)}, within(1e-12));
    WeakLabels labels =
        LabelCombinations.combine(new Boosting(2), List.of("row4"), 2, sources, gold);
    assertThat(labels.probabilities()[0][0]).isCloseTo(Math.log(3) / Math.log(6), within(1e-12));
  }

  @Test
  void supervisorsWithErrorsOfTheirOwnAreBetterTogether() {
    SplittableRandom random = new SplittableRandom(3);
    int[] right = random.ints(900, 0, 3).toArray();
    int[][] votes = new int[900][5];
    for (int i = 0; i < 900; i++) {
      for (int s = 0; s < 5; s++) {
        votes[i][s] = random.nextDouble() < .6 ? right[i] : random.nextInt(3);
      }
    }
    List<WeakLabels> sources = crowd(3, votes);
    SequencedMap<String, Integer> gold = gold(Arrays.copyOf(right, 300));
    List<String> rest = Mixture.ids(900).subList(300, 900);
    double single = accuracy(sources.getFirst(), right);
    for (LabelCombination fitted : List.of(new Boosting(5), LearnedWeights.DEFAULT)) {
      WeakLabels labels = LabelCombinations.combine(fitted, rest, 3, sources, gold);
      assertThat(accuracy(labels, right)).isGreaterThan(single + .05);
    }
  }

  private static double accuracy(WeakLabels labels, int[] right) {
    int[] hard = labels.hard();
    return IntStream.range(0, hard.length)
            .filter(i -> hard[i] == right[Integer.parseInt(labels.ids().get(i).substring(3))])
            .count()
        / (double) hard.length;
  }

  /// Workers of very different skill, one of whom mostly lies.
  @Test
  void dawidSkeneBeatsTheMajorityOfAnUnevenCrowd() {
    SplittableRandom random = new SplittableRandom(4);
    double[] skills = {.95, .9, .4, .35, .4, .1, .35};
    int[] right = random.ints(400, 0, 2).toArray();
    int[][] votes = new int[400][skills.length];
    for (int i = 0; i < 400; i++) {
      for (int s = 0; s < skills.length; s++) {
        int said = random.nextDouble() < .5 + skills[s] / 2 ? right[i] : 1 - right[i];
        votes[i][s] = random.nextDouble() < .2 ? -1 : said;
      }
      votes[i][5] = random.nextDouble() < .8 ? 1 - right[i] : right[i];
    }
    List<WeakLabels> sources = crowd(2, votes);
    double majority = accuracy(combine(new MajorityVote(), 400, 2, sources), right);
    double learned = accuracy(combine(DawidSkene.DEFAULT, 400, 2, sources), right);
    assertThat(majority).isLessThan(.93);
    assertThat(learned).isGreaterThan(majority + .04);
  }
}
