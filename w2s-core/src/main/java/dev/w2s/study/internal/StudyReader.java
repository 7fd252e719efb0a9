package dev.w2s.study.internal;

import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.AnswerGeneration;
import dev.w2s.study.Before;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Intermediate;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.Loss;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.study.Study;
import dev.w2s.study.StudyAnalyses;
import dev.w2s.study.StudyFile;
import dev.w2s.study.Supervisor;
import dev.w2s.study.Tracker;
import dev.w2s.study.Tuning;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/// Decodes a study file. Each method reads one key, or the map below one.
public final class StudyReader {
  private static final int MOST_SEEDS = 1000;

  private final Path file;
  private final Map<String, Supplier<Task>> tasks;
  private final Function<Path, Task> taskFiles;

  /// A reader of one file.
  ///
  /// @param tasks that a study can name, made when it does
  /// @param taskFiles reads a task file
  public StudyReader(Path file, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    this.file = file;
    this.tasks = tasks;
    this.taskFiles = taskFiles;
  }

  /// The studies of the file's outermost map: one for each task, supervisor and strong model, named
  /// after what tells them apart.
  public Field<List<StudyFile>> read(YamlMap map) {
    Field<String> name = map.at("study").text().required();
    Field<List<TaskChoice>> choices = TaskChoice.read(map, this::task);
    Field<Rows> rows = map.at("rows").map(StudyReader::rows).or(Defaults.ROWS);
    Field<List<String>> tests =
        map.at("tests").listOrSingle(value -> value.text().required()).or(List.of());
    Field<Recipe> recipe = training(map);
    Field<Models> models = map.at("models").map(m -> models(m, recipe)).required();
    Field<List<Method>> methods =
        map.at("methods").listOrSingle(StudyReader::method).or(defaultMethods());
    Field<List<Long>> seeds = seeds(map.at("seeds"));
    Field<Boolean> keepWeights = map.at("keep-weights").truth().or(false);
    Field<DeviceChoice> device =
        map.at("device").text().map(DeviceChoice::named).or(DeviceChoice.AUTO);
    Field<List<Tracker>> trackers =
        map.at("track").listOrSingle(StudyReader::tracker).or(List.of());
    Field<StudyAnalyses> analyses =
        map.at("analyses").map(AnalysesSettings::read).or(StudyAnalyses.NONE);
    Field<AnswerGeneration> generation =
        map.at("generation").map(AnswerGenerationSettings::read).or(AnswerGeneration.GREEDY);
    return map.build(() -> {
      List<StudyFile> files = new ArrayList<>();
      for (StudyGrid.Cell cell : models.value().grid(choices.value()).cells(name.value())) {
        Study study =
            new Study(
                cell.name(),
                cell.task().task(),
                cell.task().rows().orElse(rows.value()),
                tests.value(),
                cell.weak(),
                cell.task().through(models.value().through()),
                cell.strong().spec(),
                cell.strong().recipe(),
                methods.value(),
                seeds.value(),
                keepWeights.value(),
                device.value(),
                trackers.value(),
                analyses.value(),
                generation.value());
        files.add(new StudyFile(file, name.value(), cell.task().reference(), study));
      }
      return List.copyOf(files);
    });
  }

  private static Field<Tracker> tracker(YamlValue value) {
    return value.textOrMap(
        Tracker::named,
        map -> {
          Field<Tracker> mlflow = map.at("mlflow").text().<Tracker>map(Tracker::mlflow).required();
          return map.build(mlflow::value);
        });
  }

  private Task task(String reference) {
    Supplier<Task> known = tasks.get(reference);
    if (known != null) {
      return known.get();
    }
    if (reference.endsWith(".yaml") || reference.endsWith(".yml")) {
      return taskFiles.apply(file.resolveSibling(reference).normalize());
    }
    throw new IllegalArgumentException(
        "unknown task '%s'; %s (a task file's name ends with .yaml)"
            .formatted(reference, Suggestion.of(reference, tasks.keySet())));
  }

  static Field<Rows> rows(YamlMap map) {
    Field<Integer> train = map.at("train").integer(2).or(Defaults.ROWS.train());
    Field<Integer> validation = map.at("validation").integer(0).or(Defaults.ROWS.validation());
    Field<Integer> test = map.at("test").integer(2).or(Defaults.ROWS.test());
    Field<Boolean> supervised = map.at("supervised").truth().or(true);
    Field<Integer> sealed = map.at("final").integer(0).or(Defaults.ROWS.sealed());
    return map.build(() ->
        new Rows(
            train.value(), validation.value(), test.value(), supervised.value(), sealed.value()));
  }

  private static Field<Recipe> training(YamlMap map) {
    Field<Recipe> standard = map.build(() -> Recipe.DEFAULT);
    return map.at("training")
        .map(training -> RecipeSettings.read(training, standard))
        .or(Recipe.DEFAULT);
  }

  private record Models(
      List<Supervisor> weak, List<Intermediate> through, List<ModelReader.Model> strong) {
    StudyGrid grid(List<TaskChoice> tasks) {
      return new StudyGrid(tasks, weak, strong);
    }
  }

  private Field<Models> models(YamlMap map, Field<Recipe> recipe) {
    ModelReader reader = new ModelReader(file, recipe);
    Field<List<Supervisor>> weak =
        map.at("weak").listOrSingle(new SupervisorReader(reader)::read).required();
    Field<List<ModelReader.Model>> strong = map.at("strong").listOrSingle(reader::read).required();
    Field<List<Intermediate>> through =
        map.at("through")
            .listOrSingle(
                value -> reader.read(value).map(of -> new Intermediate(of.spec(), of.recipe())))
            .or(List.of());
    return map.build(() -> new Models(weak.value(), through.value(), strong.value()));
  }

  private static List<Method> defaultMethods() {
    return Defaults.METHODS.stream().map(Methods::named).toList();
  }

  private static Field<Method> method(YamlValue value) {
    return value.textOrMap(Methods::named, StudyReader::method);
  }

  private static Field<Method> method(YamlMap map) {
    List<Methods.Entry> named =
        Methods.all().values().stream().filter(entry -> map.has(entry.name())).toList();
    if (named.size() != 1) {
      return map.self()
          .fail(
              "a method is its name, or one name with its settings: {confidence: {alpha-max: 0.75}}");
    }
    Method defaults = named.getFirst().method();
    return map.at(defaults.name()).map(settings -> method(settings, defaults));
  }

  private static Field<Method> method(YamlMap settings, Method defaults) {
    Field<String> name = settings.at("name").text().or(defaults.name());
    Field<List<LabelTransform>> labels =
        settings.at("labels").listOrSingle(LabelTransformSettings::read).or(defaults.labels());
    Field<Loss> loss = LossSettings.read(settings, defaults.loss());
    Field<Optional<Tuning>> tuning = TuningSettings.tuning(settings.at("tuning")).optional();
    Field<Optional<Stop>> stop = settings.at("stop").oneOf(Stop.class).optional();
    Field<Optional<Before>> before = BeforeSettings.read(settings.at("before")).optional();
    Field<Integer> rounds = settings.at("rounds").integer(1).or(defaults.rounds());
    Field<Boolean> bootstrap = settings.at("bootstrap").truth().or(defaults.bootstrap());
    Field<Boolean> told = settings.at("told").truth().or(defaults.told());
    return settings.build(() ->
        new Method(
            name.value(),
            labels.value(),
            loss.value(),
            tuning.value().or(defaults::tuning),
            stop.value().or(defaults::stop),
            before.value().or(defaults::before),
            rounds.value(),
            bootstrap.value(),
            told.value()));
  }

  private static Field<List<Long>> seeds(YamlValue value) {
    if (value.isList()) {
      return value.list(seed -> seed.integer64(Long.MIN_VALUE));
    }
    return value.integer(1).or(Defaults.SEEDS).map(StudyReader::firstSeeds);
  }

  private static List<Long> firstSeeds(int count) {
    if (count > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "seeds must be at most " + MOST_SEEDS + ", or a list, but was " + count);
    }
    return LongStream.range(0, count).boxed().toList();
  }
}
