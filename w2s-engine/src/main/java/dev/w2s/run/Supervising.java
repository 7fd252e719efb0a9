package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Split;
import dev.w2s.label.GoldRows;
import dev.w2s.label.LabelCombinations;
import dev.w2s.label.SimulatedErrors;
import dev.w2s.label.WeakLabels;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.Labelling;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Carries out the steps that make weak labels of what several say, or of gold labels:
/// [Labelling.Combine] and [Labelling.Simulate], and [Step.Draw], which draws what the next of
/// several learns from.
final class Supervising {
  private final Kept kept;

  Supervising(Kept kept) {
    this.kept = kept;
  }

  /// Test rows are combined apart, so that no weak label depends on them; of these the ones that
  /// every member answers, as the others would be labels of some members alone.
  Map<String, Double> combine(Labelling.Combine step, Claim claim) {
    Split split = kept.split(step.data());
    List<String> learned =
        Stream.concat(split.transfer().stream(), split.validation().stream())
            .map(Example::id)
            .toList();
    List<WeakLabels> sources =
        step.members().stream().map(member -> WeakLabels.of(said(member))).toList();
    List<Set<String>> answered = sources.stream().map(source -> Set.copyOf(source.ids())).toList();
    List<String> test =
        split.test().stream()
            .map(Example::id)
            .filter(id -> answered.stream().allMatch(ids -> ids.contains(id)))
            .toList();
    return written(
        Stream.of(learned, test)
            .flatMap(ids -> combined(step, ids, sources).predictions().stream())
            .toList(),
        claim);
  }

  private WeakLabels combined(Labelling.Combine step, List<String> ids, List<WeakLabels> sources) {
    int classes = kept.examples(step.data().examples()).classes().size();
    return LabelCombinations.combine(
        step.combination(), ids, classes, sources, gold(step, sources));
  }

  /// Gold labels of the rows that a combination is fitted on: boosting's supervisors learnt from
  /// them, other supervisors never saw them.
  private SequencedMap<String, Integer> gold(Labelling.Combine step, List<WeakLabels> sources) {
    Split split = kept.split(step.data());
    return switch (step.combination()) {
      case LabelCombination.Mean _,
          LabelCombination.MajorityVote _,
          LabelCombination.DawidSkene _ ->
          new LinkedHashMap<>();
      case LabelCombination.LearnedWeights _ -> covered(gold(split.heldOut()), sources);
      case LabelCombination.Boosting _ -> gold(split.supervise());
    };
  }

  private static SequencedMap<String, Integer> covered(
      SequencedMap<String, Integer> gold, List<WeakLabels> sources) {
    if (sources.stream().noneMatch(source -> source.ids().stream().anyMatch(gold::containsKey))) {
      throw new BadInputException(
          "combine: learned-weights is fitted on %d rows of the supervise half, such as '%s', but no label file has one of them; label these rows, too, or combine by mean, majority-vote or dawid-skene"
              .formatted(gold.size(), gold.firstEntry().getKey()));
    }
    return gold;
  }

  private static SequencedMap<String, Integer> gold(List<Example> rows) {
    SequencedMap<String, Integer> gold = new LinkedHashMap<>();
    rows.forEach(row -> gold.put(row.id(), row.label()));
    return gold;
  }

  /// Draws by inverting the weights' sums: the row whose share of the line from 0 to 1 a number
  /// falls in.
  Map<String, Double> draw(Step.Draw step, Claim claim) {
    List<Example> rows = kept.split(step.data()).supervise();
    List<WeakLabels> supervisors =
        step.answers().stream().map(key -> WeakLabels.of(kept.predictions(key))).toList();
    int classes = kept.examples(step.data().examples()).classes().size();
    double[] weights =
        LabelCombinations.boosted(classes, supervisors, gold(rows)).getLast().weights();
    SplittableRandom random = random(step);
    double[] sums = weights.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    List<String> drawn =
        IntStream.range(0, rows.size())
            .mapToObj(i -> rows.get(place(sums, random.nextDouble())).id())
            .toList();
    DrawnRows.write(claim.output().resolve(Artifact.ROWS), drawn);
    return Map.of("rows", (double) drawn.size(), "different", (double) Set.copyOf(drawn).size());
  }

  /// Numbers of their own for each of several draws.
  private static SplittableRandom random(Step.Draw step) {
    SplittableRandom random = new SplittableRandom(step.seed());
    for (int i = 1; i < step.answers().size(); i++) {
      random = random.split();
    }
    return random;
  }

  private static int place(double[] sums, double at) {
    int place = Arrays.binarySearch(sums, at * sums[sums.length - 1]);
    return Math.min(place < 0 ? -place - 1 : place + 1, sums.length - 1);
  }

  /// Each part has errors of its own at the rate, so that the accuracy is the same on all.
  Map<String, Double> simulate(Labelling.Simulate step, Claim claim) {
    int classes = kept.examples(step.data().examples()).classes().size();
    Optional<Map<String, Prediction>> model = step.model().map(said -> byId(said(said)));
    return written(
        parts(step.data())
            .filter(part -> !part.isEmpty())
            .map(part -> gold(part, classes, step.error(), model))
            .flatMap(rows ->
                SimulatedErrors.labels(step.error(), rows, step.seed()).predictions().stream())
            .toList(),
        claim);
  }

  private Stream<List<Example>> parts(Step.Data data) {
    Split split = kept.split(data);
    return Stream.of(split.transfer(), split.validation(), split.test());
  }

  /// What a model or a file says of all rows, each once.
  private List<Prediction> said(Labelling.Said said) {
    Map<String, Prediction> all = new LinkedHashMap<>();
    kept.predictions(said.labels()).forEach(one -> all.put(one.id(), one));
    kept.predictions(said.test()).forEach(one -> all.put(one.id(), one));
    return List.copyOf(all.values());
  }

  private static Map<String, Prediction> byId(List<Prediction> said) {
    Map<String, Prediction> byId = new HashMap<>();
    said.forEach(one -> byId.put(one.id(), one));
    return byId;
  }

  private static GoldRows gold(
      List<Example> rows,
      int classes,
      SimulatedError error,
      Optional<Map<String, Prediction>> model) {
    return new GoldRows(
        rows.stream().map(Example::id).toList(),
        rows.stream().mapToInt(Example::label).toArray(),
        classes,
        error.structure().needsLengths()
            ? Optional.of(rows.stream().mapToInt(Supervising::length).toArray())
            : Optional.empty(),
        model.map(said -> WeakLabels.of(answers(rows, said)).probabilities()));
  }

  /// Characters of the texts together.
  private static int length(Example row) {
    return row.texts().stream().mapToInt(String::length).sum();
  }

  private static List<Prediction> answers(List<Example> rows, Map<String, Prediction> said) {
    return rows.stream()
        .map(row ->
            Optional.ofNullable(said.get(row.id()))
                .orElseThrow(() ->
                    new FailedException(
                        "the kept answers of a model hold none for row '%s'; delete their folder and run again"
                            .formatted(row.id()))))
        .toList();
  }

  private static Map<String, Double> written(List<Prediction> labels, Claim claim) {
    PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), labels);
    return Map.of("rows", (double) labels.size());
  }
}
