package dev.w2s.study;

import static java.util.stream.Collectors.joining;

import dev.w2s.data.Task;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.internal.StudyReader;
import dev.w2s.study.internal.StudyWriter;
import dev.w2s.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.List;
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
/// `tasks` in place of `task`, and lists of `weak` and `strong` models, make several studies of one
/// file: see [#readAll].
///
/// All other keys have defaults: `rows`, `methods`, `training`, `seeds`, `keep-weights`, `device`;
/// [#explain] writes them out.
///
/// @param path the file; paths in it start at its folder
/// @param name what the file calls itself: the study's name, or the start of the names of several
/// @param task what the file names as its task: a built-in task or a task file
/// @param study what the file says
public record StudyFile(Path path, String name, String task, Study study) {
  public StudyFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(study, "study");
  }

  /// Reads the file of one study.
  ///
  /// @param tasks that a file can name; only those it names are asked for
  /// @param taskFiles reads a task file
  /// @throws BadInputException with everything that is wrong, each with its place; also where the
  ///   file holds several studies
  public static StudyFile read(
      Path path, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    return single(path, readAll(path, tasks, taskFiles));
  }

  /// Reads a study file, which may name several tasks and models: the studies of every task with
  /// every pair of a weak and a strong model.
  ///
  /// @param tasks that a file can name; only those it names are asked for
  /// @param taskFiles reads a task file
  /// @return at least one, in the order of the file, each with a name of its own
  /// @throws BadInputException with everything that is wrong, each with its place
  public static List<StudyFile> readAll(
      Path path, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    StudyReader reader = new StudyReader(path, tasks, taskFiles);
    return YamlDocument.read(path).decode(reader::read);
  }

  /// Reads a text as if it stood in the file of one study.
  ///
  /// @param path what messages name, and where paths in the text start
  /// @throws BadInputException with everything that is wrong, each with its place; also where the
  ///   text holds several studies
  public static StudyFile parse(
      Path path, String text, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    return single(path, parseAll(path, text, tasks, taskFiles));
  }

  /// Reads a text as if it stood in a file.
  ///
  /// @param path what messages name, and where paths in the text start
  /// @return as [#readAll] does
  /// @throws BadInputException with everything that is wrong, each with its place
  public static List<StudyFile> parseAll(
      Path path, String text, Map<String, Supplier<Task>> tasks, Function<Path, Task> taskFiles) {
    StudyReader reader = new StudyReader(path, tasks, taskFiles);
    return YamlDocument.parse(path, text).decode(reader::read);
  }

  /// The only study of a file.
  ///
  /// @throws BadInputException where it holds several
  public static StudyFile single(Path path, List<StudyFile> studies) {
    if (studies.size() > 1) {
      throw new BadInputException(
          Problem.in(
              path,
              "this file holds %d studies and one is wanted; name it with --study: %s"
                  .formatted(
                      studies.size(),
                      studies.stream().map(file -> file.study().name()).collect(joining(", ")))));
    }
    return studies.getFirst();
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
