package dev.w2s.study.internal;

import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import dev.w2s.study.Intermediate;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.LossSetting;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Recipe;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Study;
import dev.w2s.study.StudyFile;
import dev.w2s.study.Supervisor;
import dev.w2s.study.Tracker;
import dev.w2s.yaml.YamlValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes a study as a complete, commented file.
public final class StudyWriter {
  private static final String FOLDER = "file:";

  private final StudyFile file;
  private final Study study;
  private final Map<ModelSpec, ModelFacts> models;
  private final YamlText yaml = new YamlText();

  public StudyWriter(StudyFile file, Map<ModelSpec, ModelFacts> models) {
    this.file = file;
    this.study = file.study();
    this.models = Map.copyOf(models);
  }

  /// The file's text.
  public String write() {
    head();
    rows();
    tests();
    models();
    training();
    methods();
    end();
    return yaml.toString();
  }

  private void head() {
    yaml.comment(0, "Names the output folder; no result depends on it.");
    yaml.value(0, "study", YamlText.quoted(study.name()));
    yaml.blank();
    Task task = study.task();
    String classes = task.classes().size() + " classes: " + String.join(", ", task.classes());
    yaml.comment(0, "What is predicted. " + task.description() + " (" + classes + ")");
    yaml.value(0, "task", YamlText.quoted(file.task()));
  }

  private void rows() {
    Rows rows = study.rows();
    yaml.blank();
    yaml.key(0, "rows");
    yaml.comment(
        1, "Of both halves together: one for the supervisor, one for student and ceiling.");
    yaml.value(1, "train", String.valueOf(rows.train()));
    yaml.comment(1, "Kept apart from the transfer half, to stop student and ceiling on.");
    yaml.value(1, "validation", String.valueOf(rows.validation()));
    yaml.comment(1, "Every model is scored on the same ones.");
    yaml.value(1, "test", String.valueOf(rows.test()));
    yaml.comment(
        1, "Whether a half is kept for a supervisor; false only where labels come from a file.");
    yaml.value(1, "supervised", String.valueOf(rows.supervised()));
    yaml.comment(
        1, "Rows kept apart from all others, until run --final opens them for this plan alone.");
    yaml.value(1, "final", String.valueOf(rows.sealed()));
  }

  private void tests() {
    yaml.blank();
    yaml.comment(0, "Further test sets of the task that all models are scored on, too.");
    yaml.value(
        0,
        "tests",
        study.tests().stream().map(YamlText::quoted).collect(Collectors.joining(", ", "[", "]")));
  }

  private void models() {
    yaml.blank();
    yaml.key(0, "models");
    weak(study.weak());
    through();
    yaml.comment(
        1,
        "Student and ceiling are this model, trained alike but for the labels."
            + rate(study.strong(), study.strongRecipe()));
    yaml.key(1, "strong");
    model(study.strong());
  }

  private void weak(Supervisor weak) {
    yaml.comment(1, explained(weak));
    yaml.key(1, "weak");
    weak(2, weak);
  }

  private String explained(Supervisor weak) {
    return switch (weak) {
      case Supervisor.Trained trained ->
          "The supervisor learns the gold labels of its half and labels the other. It stops at its last step always: "
              + "validation rows lie in the transfer half, which it must not see."
              + rate(trained.model(), trained.recipe());
      case Supervisor.Labels labels -> "Weak labels of a file, in place of a supervisor's.";
      case Supervisor.Several several -> "Several supervisors, whose labels become one.";
      case Supervisor.Boosted boosted ->
          "One supervisor, trained several times: on rows drawn by what it got wrong before."
              + rate(boosted.model().model(), boosted.model().recipe());
      case Supervisor.Simulated simulated ->
          "Gold labels, of which a share is wrong, in place of a supervisor's.";
    };
  }

  private void weak(int level, Supervisor weak) {
    switch (weak) {
      case Supervisor.Trained trained -> supervisor(level, trained);
      case Supervisor.Labels labels -> {
        String key = labels.votes().isPresent() ? "votes" : "labels";
        yaml.value(level, key, YamlText.quoted(relative(labels.file())));
        labels.votes().ifPresent(how -> combination(level, how));
      }
      case Supervisor.Several several -> {
        yaml.key(level, "several");
        for (Supervisor member : several.members()) {
          yaml.line(level + 1, "-");
          weak(level + 2, member);
        }
        combination(level, several.combination());
      }
      case Supervisor.Boosted boosted -> {
        supervisor(level, boosted.model());
        combination(level, boosted.combination());
      }
      case Supervisor.Simulated simulated -> simulated(level, simulated);
    }
  }

  private void combination(int level, LabelCombination combination) {
    yaml.comment(level, "How they become one label for each row.");
    yaml.value(level, "combine", LabelCombinationSettings.text(combination));
  }

  private void simulated(int level, Supervisor.Simulated simulated) {
    SimulatedError error = simulated.error();
    yaml.comment(level, "Which rows are wrong.");
    yaml.value(level, "errors", YamlValue.dashed(error.structure()));
    yaml.comment(level, "The share of wrong rows.");
    yaml.value(level, "rate", RecipeSettings.number(error.rate()));
    yaml.comment(level, "The probability of the label that is given.");
    yaml.value(level, "confidence", RecipeSettings.number(error.confidence()));
    simulated
        .model()
        .ifPresent(model -> {
          yaml.comment(level, "Whose errors they are.");
          yaml.key(level, "of");
          supervisor(level + 1, model);
        });
  }

  private void supervisor(int level, Supervisor.Trained weak) {
    model(level, weak.model());
    otherwise(level, weak.recipe(), study.strongRecipe().withoutValidation());
  }

  /// What a recipe does otherwise.
  private void otherwise(int level, Recipe recipe, Recipe common) {
    for (RecipeSettings.Setting setting : RecipeSettings.ALL) {
      String own = setting.text().apply(recipe);
      if (!own.equals(setting.text().apply(common))) {
        yaml.value(level, setting.key(), own);
      }
    }
  }

  private void through() {
    if (study.through().isEmpty()) {
      return;
    }
    yaml.comment(1, "Bootstrapping passes through these, from the weakest on.");
    yaml.key(1, "through");
    for (Intermediate between : study.through()) {
      yaml.line(2, "-");
      model(3, between.model());
      otherwise(3, between.recipe(), study.strongRecipe());
    }
  }

  private void model(ModelSpec model) {
    model(2, model);
  }

  private void model(int level, ModelSpec model) {
    yaml.value(level, "model", YamlText.quoted(source(model.source())));
    yaml.comment(level, "Only the first n layers, or all.");
    String layers =
        model.layers().isEmpty()
            ? ModelReader.ALL_LAYERS
            : String.valueOf(model.layers().getAsInt());
    yaml.value(level, "layers", layers);
    yaml.comment(
        level, "One vector of a text: first, mean or last of its tokens, or as published.");
    yaml.value(
        level, "pooling", model.pooling().map(YamlValue::dashed).orElse(ModelReader.PUBLISHED));
  }

  /// ` Its learning rate: 9.2e-5, for 33.4 M weights.` where that is chosen by size and the size is
  /// known.
  private String rate(ModelSpec model, Recipe recipe) {
    ModelFacts facts = models.get(model);
    if (facts == null || !recipe.learningRates().isEmpty()) {
      return "";
    }
    return " Its learning rate by size: %s, for %s M weights."
        .formatted(
            RecipeSettings.number(recipe.resolve(facts).rate()),
            String.format(Locale.ROOT, "%.1f", facts.parameters() / 1e6));
  }

  private void training() {
    yaml.blank();
    yaml.comment(0, "Of all models; what a model says of its own holds for it.");
    yaml.key(0, "training");
    for (RecipeSettings.Setting setting : RecipeSettings.ALL) {
      yaml.comment(1, setting.comment());
      yaml.value(1, setting.key(), setting.text().apply(study.strongRecipe()));
    }
  }

  private void methods() {
    yaml.blank();
    yaml.comment(0, "How students learn from the weak labels. " + Methods.NOTATION);
    yaml.key(0, "methods");
    study.methods().forEach(this::method);
  }

  private void method(Method method) {
    Methods.Entry entry = Methods.of(method.loss());
    yaml.comment(1, entry.description() + " " + entry.formula() + " (" + entry.source() + ")");
    yaml.line(1, "- " + entry.name() + ":");
    yaml.comment(3, "What tables call it.");
    yaml.value(3, "name", YamlText.quoted(method.name()));
    for (LossSetting setting : LossSettings.of(method.loss())) {
      yaml.comment(3, setting.comment());
      yaml.value(3, setting.key(), RecipeSettings.number(setting.value()));
    }
    yaml.comment(3, "What is done to the weak labels first.");
    yaml.value(
        3,
        "labels",
        method.labels().stream()
            .map(LabelTransformSettings::text)
            .collect(Collectors.joining(", ", "[", "]")));
    method.tuning().ifPresent(tuning -> yaml.value(3, "tuning", TuningSettings.text(tuning)));
    method.stop().ifPresent(stop -> yaml.value(3, "stop", YamlValue.dashed(stop)));
    method.before().ifPresent(before -> yaml.value(3, "before", BeforeSettings.text(before)));
    yaml.comment(3, "Trainings in a row, each but the first on the labels of the one before.");
    yaml.value(3, "rounds", String.valueOf(method.rounds()));
    yaml.comment(3, "Whether a chain of models.through leads to the student.");
    yaml.value(3, "bootstrap", String.valueOf(method.bootstrap()));
    yaml.comment(3, "Whether the weak label is written into the texts that the student reads.");
    yaml.value(3, "told", String.valueOf(method.told()));
  }

  private void end() {
    AnalysesSettings.write(yaml, study.analyses());
    if (study.task().reading().answer().isWritten()) {
      AnswerGenerationSettings.write(yaml, study.generation());
    }
    yaml.blank();
    yaml.comment(0, "One whole repetition each; a single number n stands for 0 to n - 1.");
    yaml.value(0, "seeds", study.seeds().toString());
    yaml.blank();
    yaml.comment(0, "Whether finetuned weights stay in the store after their last use.");
    yaml.value(0, "keep-weights", String.valueOf(study.keepWeights()));
    yaml.blank();
    yaml.comment(
        0,
        "cpu; cuda, one graphics processor of NVIDIA; auto, that where it can be used. No result's key depends on it; "
            + "--device and W2S_DEVICE come first.");
    yaml.value(0, "device", YamlValue.dashed(study.device()));
    yaml.blank();
    yaml.comment(
        0,
        "Who is told, beside the report, what the steps measured: tensorboard, metrics, mlflow, or {mlflow: ADDRESS}. "
            + "No result's key depends on it.");
    yaml.value(0, "track", study.trackers().stream().map(StudyWriter::text).toList().toString());
  }

  private static String text(Tracker tracker) {
    return switch (tracker) {
      case Tracker.TensorBoard() -> "tensorboard";
      case Tracker.Metrics() -> "metrics";
      case Tracker.Mlflow(Optional<URI> server) ->
          server.map(at -> "{mlflow: " + YamlText.quoted(at.toString()) + "}").orElse("mlflow");
    };
  }

  private String source(String source) {
    return source.startsWith(FOLDER)
        ? FOLDER + relative(Path.of(source.substring(FOLDER.length())))
        : source;
  }

  /// A path as the study's file would write it: the reader resolves it against the file's folder.
  private String relative(Path path) {
    Path folder = file.path().resolveSibling("").normalize();
    boolean alike = path.isAbsolute() == folder.isAbsolute();
    boolean near = path.isAbsolute() ? path.startsWith(folder) : ups(folder) <= ups(path);
    Path written = alike && near ? folder.relativize(path) : path.toAbsolutePath().normalize();
    return written.toString();
  }

  /// How many folders up a path starts; what lies above a path's start has no name to come back by.
  private static int ups(Path path) {
    int ups = 0;
    while (ups < path.getNameCount() && path.getName(ups).toString().equals("..")) {
      ups++;
    }
    return ups;
  }
}
