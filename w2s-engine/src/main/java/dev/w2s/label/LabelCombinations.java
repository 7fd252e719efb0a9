package dev.w2s.label;

import dev.w2s.data.Prediction;
import dev.w2s.data.VoteFile;
import dev.w2s.data.Votes;
import dev.w2s.label.internal.ConfusionPosterior;
import dev.w2s.label.internal.MixtureWeights;
import dev.w2s.label.internal.Panel;
import dev.w2s.label.internal.Rows;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.LabelCombination.Boosting;
import dev.w2s.study.LabelCombination.DawidSkene;
import dev.w2s.study.LabelCombination.LearnedWeights;
import dev.w2s.study.LabelCombination.MajorityVote;
import dev.w2s.study.LabelCombination.Mean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Makes one weak label for each row of what several sources say. A source that holds no label of a
/// row abstains there.
public final class LabelCombinations {
  private LabelCombinations() {}

  /// The labels that a file of votes gives, by id; rows of which nobody speaks have none.
  ///
  /// @param how nothing that is fitted on gold labels
  /// @throws dev.w2s.problem.BadInputException with up to 20 problems, by row
  public static Map<String, Prediction> read(
      Path file, List<String> classes, LabelCombination how) {
    Votes votes = VoteFile.read(file, classes, List.of());
    List<String> ids = List.copyOf(votes.byId().keySet());
    List<WeakLabels> sources = sources(votes, classes.size());
    Map<String, Prediction> labels = new LinkedHashMap<>();
    combine(how, ids, classes.size(), sources, new LinkedHashMap<>())
        .predictions()
        .forEach(label -> labels.put(label.id(), label));
    return labels;
  }

  /// The labels of a file of votes as one source for each worker, with all weight on the class that
  /// it votes for.
  public static List<WeakLabels> sources(Votes votes, int classes) {
    return IntStream.range(0, votes.workers().size())
        .mapToObj(worker -> source(worker, votes, classes))
        .toList();
  }

  private static WeakLabels source(int worker, Votes votes, int classes) {
    List<Map.Entry<String, int[]>> said =
        votes.byId().entrySet().stream()
            .filter(row -> row.getValue()[worker] != Votes.ABSTAINED)
            .toList();
    return new WeakLabels(
        said.stream().map(Map.Entry::getKey).toList(),
        said.stream()
            .map(row -> Rows.certain(row.getValue()[worker], classes))
            .toArray(double[][]::new));
  }

  /// The label of each row that some source speaks of, in the order of the ids.
  ///
  /// @param ids rows to be labelled
  /// @param classes k
  /// @param sources at least one; for boosting in the order in which they were trained
  /// @param gold classes of rows of the supervise half, by id, for those combinations alone that
  ///   are fitted on them
  /// @throws IllegalArgumentException where gold is needed and no source speaks of its rows
  public static WeakLabels combine(
      LabelCombination combination,
      List<String> ids,
      int classes,
      List<WeakLabels> sources,
      SequencedMap<String, Integer> gold) {
    Panel panel = panel(ids, classes, sources);
    return new WeakLabels(
        panel.ids(),
        switch (combination) {
          case Mean() -> panel.mixed(equal(sources));
          case MajorityVote() -> majority(panel.votes());
          case DawidSkene(int iterations, double smoothing) ->
              ConfusionPosterior.of(panel.votes(), iterations, smoothing);
          case LearnedWeights(double l2) -> panel.mixed(weights(l2, classes, sources, gold));
          case Boosting _ -> panel.votes().mixed(votes(classes, sources, gold));
        });
  }

  private static double[] equal(List<WeakLabels> sources) {
    double[] equal = new double[sources.size()];
    Arrays.fill(equal, 1);
    return equal;
  }

  private static double[][] majority(Panel votes) {
    double[][] counts = votes.sums();
    return Arrays.stream(counts)
        .map(row -> {
          double most = row[Rows.largest(row)];
          return Rows.normalised(Arrays.stream(row).map(count -> count == most ? 1 : 0).toArray());
        })
        .toArray(double[][]::new);
  }

  /// The weights of the sources in a mixture, `[S]`, sum to 1.
  public static double[] weights(
      double l2, int classes, List<WeakLabels> sources, SequencedMap<String, Integer> gold) {
    Panel known = known(classes, sources, gold);
    return MixtureWeights.fit(known, classesOf(known, gold), l2);
  }

  /// The weights of supervisors in the vote, in the order in which they were trained, `[S]`; 1 for
  /// all where none is better than chance. A supervisor that says nothing of a row of the supervise
  /// half gets it wrong.
  public static double[] votes(
      int classes, List<WeakLabels> sources, SequencedMap<String, Integer> gold) {
    double[] votes =
        boosted(classes, sources, gold).stream().mapToDouble(BoostingRound::vote).toArray();
    return Rows.sum(votes) > 0 ? votes : equal(sources);
  }

  /// The rounds of supervisors in the order in which they were trained; the last one's weights are
  /// those of the rows for the next supervisor, in the order of the gold labels.
  ///
  /// @param gold classes of the supervise half, by id; a supervisor that says nothing of a row gets
  ///   it wrong
  public static List<BoostingRound> boosted(
      int classes, List<WeakLabels> sources, SequencedMap<String, Integer> gold) {
    Panel known = known(classes, sources, gold).votes();
    int[] right = classesOf(known, gold);
    List<BoostingRound> rounds = new ArrayList<>();
    double[] weights = BoostingRound.start(right.length);
    for (int s = 0; s < sources.size(); s++) {
      BoostingRound round = BoostingRound.of(weights, wrong(known, s, right), classes);
      rounds.add(round);
      weights = round.weights();
    }
    return rounds;
  }

  private static boolean[] wrong(Panel votes, int source, int[] right) {
    boolean[] wrong = new boolean[right.length];
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] = votes.said(source, i)[right[i]] == 0;
    }
    return wrong;
  }

  private static Panel known(
      int classes, List<WeakLabels> sources, SequencedMap<String, Integer> gold) {
    Panel known = panel(List.copyOf(gold.keySet()), classes, sources);
    if (known.ids().isEmpty()) {
      throw new IllegalArgumentException("no source speaks of a row with a gold label");
    }
    return known;
  }

  private static int[] classesOf(Panel known, Map<String, Integer> gold) {
    return known.ids().stream().map(gold::get).mapToInt(Integer::intValue).toArray();
  }

  private static Panel panel(List<String> ids, int classes, List<WeakLabels> sources) {
    List<Map<String, double[]>> tables = sources.stream().map(LabelCombinations::byId).toList();
    return Panel.of(ids, classes, tables);
  }

  private static Map<String, double[]> byId(WeakLabels labels) {
    Map<String, double[]> byId = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      byId.put(labels.ids().get(i), labels.probabilities()[i]);
    }
    return byId;
  }
}
