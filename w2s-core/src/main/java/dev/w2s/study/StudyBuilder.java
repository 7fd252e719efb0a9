package dev.w2s.study;

import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.study.internal.Defaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Builds a [Study]. Whatever a study file can say, this can say, with the same defaults; weak and
/// strong must be said.
///
/// ```java
/// Study study = Study.builder("mine", task)
///     .weak("bge-small-en-v1.5", 2)
///     .strong("bge-small-en-v1.5")
///     .training(recipe -> recipe.epochs(3))
///     .build();
/// ```
public final class StudyBuilder {
  private final String name;
  private final Task task;
  private Rows rows = Defaults.ROWS;
  private List<String> tests = List.of();
  private UnaryOperator<RecipeBuilder> training = UnaryOperator.identity();
  private @Nullable Function<Recipe, Supervisor> weak;
  private List<ModelSpec> through = List.of();
  private @Nullable ModelSpec strong;
  private UnaryOperator<RecipeBuilder> strongTraining = UnaryOperator.identity();
  private List<Method> methods = Defaults.METHODS.stream().map(Methods::named).toList();
  private List<Long> seeds = firstSeeds(Defaults.SEEDS);
  private boolean keepWeights;
  private DeviceChoice device = DeviceChoice.AUTO;
  private List<Tracker> trackers = List.of();
  private StudyAnalyses analyses = StudyAnalyses.NONE;
  private AnswerGeneration generation = AnswerGeneration.GREEDY;

  StudyBuilder(String name, Task task) {
    this.name = name;
    this.task = task;
  }

  /// How many rows are used.
  public StudyBuilder rows(Rows rows) {
    this.rows = rows;
    return this;
  }

  /// Further test sets of the task that all models are scored on, too.
  public StudyBuilder tests(String... names) {
    this.tests = List.of(names);
    return this;
  }

  /// The supervisor: all layers of a model.
  public StudyBuilder weak(String model) {
    return weak(new ModelSpec(model, OptionalInt.empty()), UnaryOperator.identity());
  }

  /// The supervisor: the first layers of a model.
  public StudyBuilder weak(String model, int layers) {
    return weak(new ModelSpec(model, OptionalInt.of(layers)), UnaryOperator.identity());
  }

  /// The supervisor, and what its training does otherwise than [#training] says.
  public StudyBuilder weak(ModelSpec model, UnaryOperator<RecipeBuilder> otherwise) {
    weak =
        common -> {
          RecipeBuilder own = common.withoutValidation().toBuilder();
          return new Supervisor.Trained(model, otherwise.apply(own).build());
        };
    return this;
  }

  /// Where the weak labels come from: several supervisors, simulated errors. What [#training] says
  /// does not hold for it.
  public StudyBuilder weak(Supervisor supervisor) {
    weak = common -> supervisor;
    return this;
  }

  /// Weak labels of a file in place of a supervisor.
  public StudyBuilder weakLabels(Path file) {
    weak = common -> new Supervisor.Labels(file);
    return this;
  }

  /// The models that bootstrapping passes through, from the weakest on, trained as [#training]
  /// says.
  public StudyBuilder through(List<ModelSpec> models) {
    this.through = List.copyOf(models);
    return this;
  }

  /// The model of student and ceiling.
  public StudyBuilder strong(String model) {
    return strong(new ModelSpec(model, OptionalInt.empty()), UnaryOperator.identity());
  }

  /// The model of student and ceiling, and what their training does otherwise than [#training]
  /// says.
  public StudyBuilder strong(ModelSpec model, UnaryOperator<RecipeBuilder> otherwise) {
    strong = model;
    strongTraining = otherwise;
    return this;
  }

  /// How all models are trained, unless [#weak] or [#strong] say otherwise. A supervisor takes all
  /// but what looks at validation rows, see [Recipe#withoutValidation].
  public StudyBuilder training(UnaryOperator<RecipeBuilder> training) {
    this.training = training;
    return this;
  }

  /// Methods by name, with their default settings.
  ///
  /// @throws IllegalArgumentException where there is none of a name; the message names the nearest
  public StudyBuilder methods(String... names) {
    return methods(Arrays.stream(names).map(Methods::named).toList());
  }

  /// How students learn.
  public StudyBuilder methods(List<Method> methods) {
    this.methods = List.copyOf(methods);
    return this;
  }

  /// One whole repetition each.
  public StudyBuilder seeds(List<Long> seeds) {
    this.seeds = new ArrayList<>(seeds);
    return this;
  }

  /// The seeds 0, 1, ..., count - 1.
  public StudyBuilder seeds(int count) {
    return seeds(firstSeeds(count));
  }

  /// Whether finetuned weights stay in the store after their last use.
  public StudyBuilder keepWeights(boolean keepWeights) {
    this.keepWeights = keepWeights;
    return this;
  }

  /// What it is computed on where nobody says otherwise.
  public StudyBuilder device(DeviceChoice device) {
    this.device = device;
    return this;
  }

  /// Who is told, beside the report, what the steps measured.
  public StudyBuilder track(Tracker... trackers) {
    this.trackers = List.of(trackers);
    return this;
  }

  /// What is looked into beyond the main numbers; nothing by default.
  public StudyBuilder analyses(StudyAnalyses analyses) {
    this.analyses = analyses;
    return this;
  }

  /// How weak labels are written where the task's answers are written; greedily by default.
  public StudyBuilder generation(AnswerGeneration generation) {
    this.generation = generation;
    return this;
  }

  /// The study.
  ///
  /// @throws IllegalArgumentException where a value is missing or wrong
  public Study build() {
    if (weak == null || strong == null) {
      throw new IllegalArgumentException("models must be said, the weak and the strong one");
    }
    Recipe common = training.apply(Recipe.DEFAULT.toBuilder()).build();
    Recipe strongRecipe = strongTraining.apply(common.toBuilder()).build();
    return new Study(
        name,
        task,
        rows,
        tests,
        weak.apply(common),
        through.stream().map(model -> new Intermediate(model, common)).toList(),
        strong,
        strongRecipe,
        methods,
        seeds,
        keepWeights,
        device,
        trackers,
        analyses,
        generation);
  }

  private static List<Long> firstSeeds(int count) {
    return LongStream.range(0, count).boxed().toList();
  }
}
