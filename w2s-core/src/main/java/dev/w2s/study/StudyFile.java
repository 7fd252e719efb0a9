package dev.w2s.study;

import dev.w2s.data.Task;
import dev.w2s.study.internal.StudyReader;
import dev.w2s.study.internal.StudyWriter;
import dev.w2s.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/// A study as it stands in a file.
///
/// ```yaml
/// study: quickstart
/// task: wordnet-category            # a built-in task, or a task file next to this one
/// models:
///   weak: {model: bge-small-en-v1.5, layers: 2}
///   strong: bge-small-en-v1.5
/// ```
///
/// All other keys have defaults: `rows`, `methods`, `training`, `seeds`, `keep-weights`, `device`;
/// [#explain] writes them out.
///
/// @param path the file; paths in it start at its folder
/// @param task what the file names as its task: a built-in task or a task file
/// @param study what the file says
public record StudyFile(Path path, String task, Study study) {
  public StudyFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(study, "study");
  }

  /// Reads a study file.
  ///
  /// @param tasks that a file can name; only the one it names is asked for
  /// @param taskFiles reads a task file
  /// @throws dev.w2s.problem.BadInputException with everything that is wrong, each with its place
  public static StudyFile read(
      Path path, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    StudyReader reader = new StudyReader(path, tasks, taskFiles);
    return YamlDocument.read(path).decode(reader::read);
  }

  /// Reads a text as if it stood in a file.
  ///
  /// @param path what messages name, and where paths in the text start
  /// @throws dev.w2s.problem.BadInputException with everything that is wrong, each with its place
  public static StudyFile parse(
      Path path, String text, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    StudyReader reader = new StudyReader(path, tasks, taskFiles);
    return YamlDocument.parse(path, text).decode(reader::read);
  }

  /// The same study as a complete file: every default written out, every key with a comment. Read
  /// from the same path, it is the same study.
  ///
  /// @param models facts of the study's models, for the learning rates that are chosen by size;
  ///   those that lack are left unsaid
  public String explain(Map<ModelSpec, ModelFacts> models) {
    return new StudyWriter(this, models).write();
  }
}
