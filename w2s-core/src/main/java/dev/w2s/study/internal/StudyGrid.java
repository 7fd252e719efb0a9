package dev.w2s.study.internal;

import dev.w2s.study.ModelSpec;
import dev.w2s.study.Supervisor;
import dev.w2s.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The studies of a file that names several tasks or models: every task with every pair.
///
/// @param tasks at least one
/// @param weak where weak labels come from
/// @param strong models of student and ceiling
record StudyGrid(List<TaskChoice> tasks, List<Supervisor> weak, List<ModelReader.Model> strong) {
  StudyGrid {
    tasks = List.copyOf(tasks);
    weak = List.copyOf(weak);
    strong = List.copyOf(strong);
    if (weak.isEmpty() || strong.isEmpty()) {
      throw new IllegalArgumentException("models must name at least one weak and one strong");
    }
  }

  /// One study.
  ///
  /// @param name the file's, with what tells it apart from the others
  record Cell(String name, TaskChoice task, Supervisor weak, ModelReader.Model strong) {}

  /// All of them, task by task. Where models are lists, a model is not its own supervisor.
  List<Cell> cells(String name) {
    List<Cell> cells = new ArrayList<>();
    for (TaskChoice task : tasks) {
      for (Supervisor supervisor : weak) {
        for (ModelReader.Model model : strong) {
          if (!dropped(supervisor, model)) {
            cells.add(
                new Cell(
                    name(name, task, supervisor, model),
                    task,
                    task.of(supervisor),
                    task.of(model)));
          }
        }
      }
    }
    requireDifferent(cells);
    return cells;
  }

  private boolean dropped(Supervisor supervisor, ModelReader.Model model) {
    return weak.size() * strong.size() > 1
        && supervisor instanceof Supervisor.Trained trained
        && trained.model().equals(model.spec());
  }

  private String name(
      String name, TaskChoice task, Supervisor supervisor, ModelReader.Model model) {
    return Stream.of(
            name,
            tasks.size() > 1 ? task.task().name() : "",
            weak.size() > 1 ? tag(supervisor) : "",
            strong.size() > 1 ? tag(model.spec()) : "")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }

  private static String tag(Supervisor supervisor) {
    return switch (supervisor) {
      case Supervisor.Trained trained -> tag(trained.model());
      case Supervisor.Labels labels ->
          tag(String.valueOf(labels.file().getFileName()))
              + labels.votes().map(how -> "-by-" + how.name()).orElse("");
      case Supervisor.Several several ->
          several.members().stream().map(StudyGrid::tag).collect(Collectors.joining("-and-"))
              + "-by-"
              + several.combination().name();
      case Supervisor.Boosted boosted -> tag(boosted.model().model()) + "-boosted";
      case Supervisor.Simulated simulated -> tag(simulated);
    };
  }

  private static String tag(Supervisor.Simulated simulated) {
    return "%s-errors-%s%s"
        .formatted(
            YamlValue.dashed(simulated.error().structure()),
            tag(RecipeSettings.number(100 * simulated.error().rate())),
            simulated.model().map(of -> "-of-" + tag(of.model())).orElse(""));
  }

  private static String tag(ModelSpec model) {
    String layers = model.layers().isEmpty() ? "" : "-" + model.layers().getAsInt();
    String pooling = model.pooling().map(how -> "-" + YamlValue.dashed(how)).orElse("");
    return tag(model.source()) + layers + pooling;
  }

  /// The last part of a path or address, in letters that a name may have.
  private static String tag(String source) {
    String last = source.substring(source.lastIndexOf('/') + 1);
    return last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
  }

  private static void requireDifferent(List<Cell> cells) {
    Set<String> names = new HashSet<>();
    for (Cell cell : cells) {
      if (!names.add(cell.name())) {
        throw new IllegalArgumentException(
            "weak and strong models must differ in name, layers, pooling, rate of errors or combination but two studies would be called '%s'"
                .formatted(cell.name()));
      }
    }
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("models must hold one pair of different models");
    }
  }
}
