package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.ExampleFiles;
import dev.w2s.data.Examples;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Rows;
import dev.w2s.data.Share;
import dev.w2s.data.Split;
import dev.w2s.data.Splitter;
import dev.w2s.data.TestSet;
import dev.w2s.data.TrainingStateFiles;
import dev.w2s.data.TrainingStates;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.data.WrittenAnswerFiles;
import dev.w2s.label.TrivialImitation;
import dev.w2s.problem.FailedException;
import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.study.Labelling;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Reads the results of finished steps. Examples are read once.
public final class Kept {
  private final Store store;
  private final Map<StepKey, Examples> examples = new HashMap<>();

  public Kept(Store store) {
    this.store = store;
  }

  /// The examples that a [Step.MakeExamples] step made.
  public Examples examples(StepKey key) {
    return examples.computeIfAbsent(key, k -> ExampleFiles.read(file(k, Artifact.EXAMPLES)));
  }

  /// The rows a step works on.
  public Split split(Step.Data data) {
    Examples all = examples(data.examples());
    Split whole = Splitter.split(all, data.rows(), data.balance(), data.seed());
    Split split = data.divided() ? Splitter.divided(whole, all.classes().size()) : whole;
    Split shared =
        data.share().map(share -> Splitter.share(split, share, all.classes().size())).orElse(split);
    Split rows = data.test().map(set -> tested(shared, all, set, data.rows())).orElse(shared);
    return data.told().map(said -> told(rows, all.classes(), said)).orElse(rows);
  }

  /// The rows with the weak labels written into their texts; of the supervise half there are none.
  private Split told(Split split, List<String> classes, Labelling.Said said) {
    Map<String, String> names = new HashMap<>();
    Stream.of(said.labels(), said.test())
        .flatMap(key -> predictions(key).stream())
        .forEach(label -> names.put(label.id(), classes.get(label.label())));
    return new Split(
        split.supervise(),
        split.heldOut(),
        told(split.transfer(), names),
        told(split.validation(), names),
        told(split.test(), names));
  }

  private static List<Example> told(List<Example> rows, Map<String, String> names) {
    return rows.stream()
        .map(row ->
            Optional.ofNullable(names.get(row.id()))
                .map(name -> TrivialImitation.written(row, name))
                .orElse(row))
        .toList();
  }

  private static Split tested(Split split, Examples all, String set, Rows rows) {
    return new Split(
        split.supervise(),
        split.heldOut(),
        split.transfer(),
        split.validation(),
        set.equals(TestSet.FINAL) ? Splitter.sealed(all, rows) : Splitter.further(all, set, rows));
  }

  /// The rows that every model of a study was scored on: the same for every seed.
  public List<Example> test(Plan plan) {
    return split(tested(plan)).test();
  }

  /// The rows of each of a study's further test sets, and those that it sealed where the plan opens
  /// them.
  public SequencedMap<String, List<Example>> furtherTests(Plan plan) {
    SequencedMap<String, List<Example>> further = new LinkedHashMap<>();
    Stream.concat(plan.study().tests().stream(), Stream.of(TestSet.FINAL))
        .filter(plan.further()::containsKey)
        .forEach(set -> further.put(set, split(tested(plan).on(set)).test()));
    return further;
  }

  /// Refuses examples that are too few for some step of a plan, before anything is trained: for the
  /// test rows, a further test set, or a share of the transfer half. A plan that evaluates nothing
  /// is part of one that was looked at.
  ///
  /// @throws dev.w2s.problem.BadInputException where they are
  void requireRows(Plan plan) {
    if (plan.steps().stream().noneMatch(step -> step.step() instanceof Step.Evaluate)) {
      return;
    }
    Step.Data rows = tested(plan);
    int links = plan.study().through().size();
    split(links > 0 ? rows.only(new Share(0, links + 1)) : rows);
    furtherTests(plan);
  }

  private static Step.Data tested(Plan plan) {
    return plan.steps().stream()
        .map(PlannedStep::step)
        .filter(Step.Evaluate.class::isInstance)
        .map(step -> ((Step.Evaluate) step).data())
        .filter(data -> data.told().isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a plan evaluates at least one model"));
  }

  /// The small numbers of a step's result.
  public Map<String, Double> facts(StepKey key) {
    return result(key).facts();
  }

  /// What a step said of each row.
  public List<Prediction> predictions(StepKey key) {
    return PredictionFiles.read(file(key, Artifact.PREDICTIONS));
  }

  /// What a step wrote to each row, where answers are written.
  public List<WrittenAnswer> answers(StepKey key) {
    return WrittenAnswerFiles.read(file(key, Artifact.ANSWERS));
  }

  /// The rows that a step drew, in the order in which they were drawn.
  List<String> drawn(StepKey key) {
    return DrawnRows.read(file(key, Artifact.ROWS));
  }

  /// The validation rows of a step, with their gold labels.
  public List<Example> validation(Step.Data data) {
    return split(data).validation();
  }

  /// What the states of a training said of validation and test rows.
  ///
  /// @param points at how many points of it
  public TrainingStates states(StepKey training, int points) {
    return TrainingStateFiles.read(file(training, Artifact.states(points)));
  }

  Path weights(StepKey training) {
    return file(training, Artifact.WEIGHTS);
  }

  Path features(StepKey embedding) {
    return file(embedding, Artifact.FEATURES);
  }

  private Path file(StepKey key, String name) {
    return result(key).file(name);
  }

  private StepResult result(StepKey key) {
    return store
        .find(key)
        .orElseThrow(() ->
            new FailedException(
                "the store lost the result of step " + key.brief() + "; run again"));
  }
}
