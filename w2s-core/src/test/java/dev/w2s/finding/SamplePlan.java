package dev.w2s.finding;

import dev.w2s.data.Part;
import dev.w2s.data.Reading;
import dev.w2s.data.Rows;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Loss;
import dev.w2s.study.Method;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Recipe;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Stop;
import dev.w2s.study.Study;
import dev.w2s.study.Supervisor;
import dev.w2s.study.TrainingLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Small plans of two classes, by role and seed: step keys are made of both.
final class SamplePlan {
  static final ModelSpec MODEL = new ModelSpec("tiny", OptionalInt.empty());
  static final Supervisor TRAINED =
      new Supervisor.Trained(new ModelSpec("tiny", OptionalInt.of(1)), Recipe.DEFAULT);
  static final Supervisor EQUAL = new Supervisor.Trained(MODEL, Recipe.DEFAULT);
  static final Supervisor FILE = new Supervisor.Labels(Path.of("labels.csv"));

  private SamplePlan() {}

  static Plan of(Supervisor weak, Stop stop, int seeds, String... methods) {
    return of(study(task(), weak, seeds, methods), stop, seeds, methods);
  }

  /// Puzzles of chess.
  static Plan written(int seeds, String... methods) {
    return of(study(puzzles(), TRAINED, seeds, methods), Stop.LAST, seeds, methods);
  }

  private static Plan of(Study study, Stop stop, int seeds, String... methods) {
    List<SeedRun> runs = LongStream.range(0, seeds).mapToObj(s -> run(s, methods.length)).toList();
    List<PlannedStep> steps = new ArrayList<>();
    for (SeedRun run : runs) {
      Step.Data data = new Step.Data(key("examples", 0), study.rows(), true, run.seed());
      Step training =
          new Step.Finetune(
              data,
              Part.TRANSFER,
              new TrainingLabels.Gold(),
              MODEL,
              "f",
              recipe(stop),
              new Loss.CrossEntropy(),
              2,
              run.seed());
      StepKey trained = key("trained", run.seed());
      steps.add(new PlannedStep(trained, training, List.of(), "seed " + run.seed() + ": ceiling"));
      List<StepKey> evaluations = new ArrayList<>(run.students());
      evaluations.addAll(List.of(run.weak(), run.ceiling()));
      for (StepKey key : evaluations) {
        Step step = new Step.Evaluate(trained, data, List.of());
        steps.add(
            new PlannedStep(key, step, List.of(trained), "seed " + run.seed() + ": evaluate"));
      }
    }
    return new Plan(study, Map.of(), steps, runs);
  }

  /// One method, naive.
  static Plan simple(int seeds) {
    return of(TRAINED, Stop.LAST, seeds, "naive");
  }

  static StepKey key(String role, long seed) {
    String hex = Integer.toHexString(role.hashCode()) + "abc" + seed;
    return new StepKey("0".repeat(64 - hex.length()) + hex);
  }

  private static SeedRun run(long seed, int methods) {
    List<StepKey> students =
        IntStream.range(0, methods).mapToObj(m -> key("student" + m, seed)).toList();
    return new SeedRun(seed, key("weak", seed), key("ceiling", seed), students);
  }

  private static Study study(Task task, Supervisor weak, int seeds, String... methods) {
    return new Study(
        "sample",
        task,
        new Rows(10, 0, 100),
        weak,
        MODEL,
        Recipe.DEFAULT,
        List.of(methods).stream().map(m -> new Method(m, new Loss.CrossEntropy())).toList(),
        LongStream.range(0, seeds).boxed().toList(),
        false,
        DeviceChoice.AUTO);
  }

  private static Task task() {
    return new Task(
        "sample",
        1,
        "",
        "",
        List.of("no", "yes"),
        List.of(new Source.File(Path.of("rows.jsonl"))),
        List.of(),
        new Reading(
            List.of("{text}"),
            new Reading.Answer.Field("label", Map.of("0", "no"), List.of()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        true);
  }

  private static Task puzzles() {
    return new Task(
        "puzzles",
        1,
        "",
        "",
        List.of("wrong", "right"),
        List.of(new Source.File(Path.of("rows.jsonl"))),
        List.of(),
        new Reading(
            List.of("{position}"),
            new Reading.Answer.Puzzle("FEN", "Moves", false),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        true);
  }

  private static Recipe recipe(Stop stop) {
    return Recipe.DEFAULT.toBuilder().learningRate(1e-3).stop(stop).build();
  }
}
