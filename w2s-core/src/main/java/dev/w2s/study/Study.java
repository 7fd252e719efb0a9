package dev.w2s.study;

import dev.w2s.data.Reading;
import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.data.TestSet;
import dev.w2s.problem.Suggestion;
import dev.w2s.yaml.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// One weak-to-strong experiment. What a study file can say, this says.
///
/// @param name `[a-z0-9-]+`; names the output folder, and is part of no step's key
/// @param task what is predicted
/// @param rows how many rows are used
/// @param tests names of the task's further test sets that all models are scored on, too
/// @param weak where the weak labels come from
/// @param through the models that bootstrapping passes through, from the weakest on
/// @param strong the pretrained model of student and ceiling
/// @param strongRecipe how student and ceiling are trained, both
/// @param methods how students learn; one student each
/// @param seeds one whole repetition each
/// @param keepWeights whether finetuned weights stay in the store after their last use
/// @param device what it is computed on where nobody says otherwise; part of no step's key
/// @param trackers told, beside the report, what the steps measured; part of no step's key
/// @param analyses what is looked into beyond the main numbers
/// @param generation how weak labels are written where the task's answers are written
public record Study(
    String name,
    Task task,
    Rows rows,
    List<String> tests,
    Supervisor weak,
    List<Intermediate> through,
    ModelSpec strong,
    Recipe strongRecipe,
    List<Method> methods,
    List<Long> seeds,
    boolean keepWeights,
    DeviceChoice device,
    List<Tracker> trackers,
    StudyAnalyses analyses,
    AnswerGeneration generation) {
  public Study {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(weak, "weak");
    Objects.requireNonNull(strong, "strong");
    Objects.requireNonNull(strongRecipe, "strongRecipe");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(analyses, "analyses");
    Objects.requireNonNull(generation, "generation");
    tests = List.copyOf(tests);
    through = List.copyOf(through);
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    trackers = List.copyOf(trackers);
    requireName(name);
    requireMethods(methods);
    requireSeeds(seeds);
    if (!weak.models().isEmpty() && !rows.supervised()) {
      throw new IllegalArgumentException(
          "rows.supervised must be true where a supervisor is trained but was false");
    }
    if (weak instanceof Supervisor.Several several
        && several.combination().fitsOnSuperviseGold()
        && !rows.supervised()) {
      throw new IllegalArgumentException(
          "rows.supervised must be true where supervisors are combined by %s, which is fitted on gold labels of that half, but was false"
              .formatted(several.combination().name()));
    }
    requireValidation(rows, strongRecipe);
    methods.forEach(method -> requireValidation(rows, method.recipe(strongRecipe)));
    through.forEach(between -> requireValidation(rows, between.recipe()));
    requireChain(through, methods);
    if (task.reading().answer().isWritten()) {
      WrittenAnswers.require(weak, through, strong, strongRecipe, methods);
      WrittenAnswers.require(analyses);
    } else if (!generation.equals(AnswerGeneration.GREEDY)) {
      throw new IllegalArgumentException(
          "generation must not be said where the task's answers are not written: its models name classes");
    }
    requireHalf(rows, analyses);
    requireCurves(strongRecipe, methods, analyses);
    requireOneBody(weak, analyses);
    requireTests(task, tests, weak);
    requireOneText(task, methods);
    requireConfidence(task, weak);
  }

  /// A study that passes through no other models, is scored on the test rows alone, and neither
  /// tracked nor looked into further.
  public Study(
      String name,
      Task task,
      Rows rows,
      Supervisor weak,
      ModelSpec strong,
      Recipe strongRecipe,
      List<Method> methods,
      List<Long> seeds,
      boolean keepWeights,
      DeviceChoice device) {
    this(
        name,
        task,
        rows,
        List.of(),
        weak,
        List.of(),
        strong,
        strongRecipe,
        methods,
        seeds,
        keepWeights,
        device,
        List.of(),
        StudyAnalyses.NONE,
        AnswerGeneration.GREEDY);
  }

  /// A study to be filled in; what is left open has the defaults of a study file.
  public static StudyBuilder builder(String name, Task task) {
    return new StudyBuilder(name, task);
  }

  private static void requireName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "study must be a name of a-z, 0-9 and - but was '" + name + "'");
    }
  }

  private static void requireMethods(List<Method> methods) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("methods must name at least one");
    }
    Set<String> names = new HashSet<>();
    for (Method method : methods) {
      if (!names.add(method.name())) {
        throw new IllegalArgumentException(
            "methods must differ in name but two are called '" + method.name() + "'");
      }
    }
  }

  private static void requireChain(List<Intermediate> through, List<Method> methods) {
    boolean used = methods.stream().anyMatch(Method::bootstrap);
    if (used == through.isEmpty()) {
      throw new IllegalArgumentException(
          used
              ? "methods hold bootstrapping, which needs models to pass through: models.through names none"
              : "models.through names models that no method passes through; add bootstrap to methods");
    }
  }

  private static void requireHalf(Rows rows, StudyAnalyses analyses) {
    if (analyses.saliency() && !rows.supervised()) {
      throw new IllegalArgumentException(
          "rows.supervised must be true where analyses hold saliency, whose probes learn the gold labels of that half, but was false");
    }
  }

  private static void requireCurves(Recipe strong, List<Method> methods, StudyAnalyses analyses) {
    boolean searched =
        strong.searchesRate()
            || methods.stream().anyMatch(method -> method.recipe(strong).searchesRate());
    if (searched && analyses.curve() > 0) {
      throw new IllegalArgumentException(
          "analyses must not hold curve where learning-rate names several: which training a curve is of is not known before");
    }
  }

  private static void requireOneBody(Supervisor weak, StudyAnalyses analyses) {
    if (analyses.bound() && weak.body().isEmpty()) {
      throw new IllegalArgumentException(
          "analyses must not hold bound where the weak labels are not those of one model, whose representation it looks at, but are: "
              + weak.source());
    }
  }

  private static void requireTests(Task task, List<String> tests, Supervisor weak) {
    List<String> known = task.tests().stream().map(TestSet::name).toList();
    for (String name : tests) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            known.isEmpty()
                ? "tests names '%s' but task %s has no further test sets"
                    .formatted(name, task.name())
                : "unknown test set '%s' of task %s; %s"
                    .formatted(name, task.name(), Suggestion.of(name, known)));
      }
    }
    if (new HashSet<>(tests).size() < tests.size()) {
      throw new IllegalArgumentException("tests must name no set twice but were " + tests);
    }
    if (!tests.isEmpty() && !(weak instanceof Supervisor.Trained)) {
      throw new IllegalArgumentException(
          "tests must be empty where no model is the supervisor: other weak labels say nothing of further test sets");
    }
  }

  private static void requireOneText(Task task, List<Method> methods) {
    if (task.reading().answer() instanceof Reading.Answer.Comparison
        && methods.stream().anyMatch(Method::told)) {
      throw new IllegalArgumentException(
          "told must be false where a task compares two texts: a label written into one of them would only mark that one");
    }
  }

  private static void requireConfidence(Task task, Supervisor weak) {
    int classes = task.classes().size();
    if (weak instanceof Supervisor.Simulated(SimulatedError error, _)
        && !(error.confidence() * classes > 1)) {
      throw new IllegalArgumentException(
          "confidence of simulated labels must be above 1 / %d for %d classes but was %s"
              .formatted(classes, classes, error.confidence()));
    }
  }

  private static void requireSeeds(List<Long> seeds) {
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException(
          "seeds must be at least one, and none twice, but were " + seeds);
    }
  }

  private static void requireValidation(Rows rows, Recipe recipe) {
    if (recipe.usesValidation() && rows.validation() == 0) {
      throw new IllegalArgumentException(
          "rows.validation must be above 0 where %s but was 0"
              .formatted(
                  recipe.searchesRate()
                      ? "learning-rate names several"
                      : "stop is " + YamlValue.dashed(recipe.stop())));
    }
  }
}
