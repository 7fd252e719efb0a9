package dev.w2s.study.internal;

import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.study.Intermediate;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.Recipe;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Supervisor;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A task of a study file, and what it has of its own.
///
/// @param reference what the file names
/// @param task what that is
/// @param rows in place of the file's; empty for those
/// @param training what it changes of every model's recipe
record TaskChoice(
    String reference, Task task, Optional<Rows> rows, UnaryOperator<Recipe> training) {
  private record Settings(Optional<Rows> rows, UnaryOperator<Recipe> training) {
    static final Settings NONE = new Settings(Optional.empty(), UnaryOperator.identity());
  }

  /// Those of a file: `task: a`, or `tasks: [a, {b: {max-tokens: 40}}]`.
  static Field<List<TaskChoice>> read(YamlMap map, Function<String, Task> tasks) {
    if (map.has("task") && map.has("tasks")) {
      return map.at("tasks").fail("a study has a 'task' or a list of 'tasks', not both");
    }
    return map.has("tasks")
        ? map.at("tasks").list(value -> choice(value, tasks)).map(TaskChoice::differing)
        : named(map.at("task").text().required(), tasks).map(List::of);
  }

  private static List<TaskChoice> differing(List<TaskChoice> choices) {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("tasks must name at least one");
    }
    List<String> names = choices.stream().map(choice -> choice.task().name()).toList();
    names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException("tasks must differ but two are called '" + name + "'");
        });
    return choices;
  }

  private static Field<TaskChoice> named(Field<String> name, Function<String, Task> tasks) {
    return name.map(text -> of(text, tasks, Settings.NONE));
  }

  private static Field<TaskChoice> choice(YamlValue value, Function<String, Task> tasks) {
    return value.isMap()
        ? value.entries(inner -> inner.map(TaskChoice::settings)).map(said -> single(said, tasks))
        : named(value.text(), tasks);
  }

  private static Field<Settings> settings(YamlMap map) {
    Field<Optional<Rows>> rows = map.at("rows").map(StudyReader::rows).optional();
    Field<UnaryOperator<Recipe>> training = RecipeSettings.changes(map);
    return map.build(() -> new Settings(rows.value(), training.value()));
  }

  private static TaskChoice single(Map<String, Settings> said, Function<String, Task> tasks) {
    if (said.size() != 1) {
      throw new IllegalArgumentException(
          "a task is its name, or one name with its settings: {sst2: {max-tokens: 40}}");
    }
    Map.Entry<String, Settings> one = said.entrySet().iterator().next();
    return of(one.getKey(), tasks, one.getValue());
  }

  private static TaskChoice of(String name, Function<String, Task> tasks, Settings settings) {
    return new TaskChoice(name, tasks.apply(name), settings.rows(), settings.training());
  }

  /// A supervisor of this task.
  Supervisor of(Supervisor weak) {
    return switch (weak) {
      case Supervisor.Trained trained -> of(trained);
      case Supervisor.Labels labels -> labels;
      case Supervisor.Several(List<Supervisor> members, LabelCombination combination) ->
          new Supervisor.Several(members.stream().map(this::of).toList(), combination);
      case Supervisor.Boosted(Supervisor.Trained model, LabelCombination.Boosting how) ->
          new Supervisor.Boosted(of(model), how);
      case Supervisor.Simulated(SimulatedError error, var model) ->
          new Supervisor.Simulated(error, model.map(this::of));
    };
  }

  private Supervisor.Trained of(Supervisor.Trained weak) {
    Recipe recipe = training.apply(weak.recipe()).withoutValidation();
    return new Supervisor.Trained(weak.model(), recipe);
  }

  /// Models between, of this task.
  List<Intermediate> through(List<Intermediate> models) {
    return models.stream()
        .map(between -> new Intermediate(between.model(), training.apply(between.recipe())))
        .toList();
  }

  /// A strong model of this task.
  ModelReader.Model of(ModelReader.Model strong) {
    return new ModelReader.Model(strong.spec(), training.apply(strong.recipe()));
  }
}
