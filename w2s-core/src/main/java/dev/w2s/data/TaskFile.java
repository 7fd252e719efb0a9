package dev.w2s.data;

import dev.w2s.data.internal.TaskDecoder;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.yaml.YamlDocument;
import java.nio.file.Path;

/// A task as a file that people write.
///
/// ```yaml
/// task: sst2                        # short name, [a-z0-9-]+
/// version: 1                        # to be raised when the same records would give other examples; 1 where absent
/// description: Is a sentence of a film review positive?
/// licence: unspecified              # of the data
/// classes: [negative, positive]
/// train: train.jsonl.zst            # a file or a list of files, relative to this file or to the data folder, or hf:datasets/org/name@revision!/path
/// test: test.jsonl.zst              # where absent, test rows are taken from `train`
/// text: "{sentence}"                # one template, or a list of two that are read as a pair
/// label:                            # or `label: label`, where values are names of classes or their indices from 0
///   field: label
///   values: {"0": negative, "1": positive}
///   drop: [neutral]                 # values whose records are left out
/// group: passage                    # records with the same value stay together
/// difficulty: rating                # larger is harder
/// id: id                            # where absent, file and row
/// balance: true                     # equally many training rows of each class; true where absent
/// ```
///
/// Multiple choice has `choices` in place of `label`, and needs no `classes`; `{choice}` in the
/// text stands for the answer that is offered:
///
/// ```yaml
/// text: "Q: {question} A: {choice}"
/// choices:
///   options: [correct_answer, distractor1, distractor2, distractor3]   # fields; one with a list gives all its items
///   right: correct_answer           # the field with the right answer's text, or {field: answerKey, as: letter}
/// ```
///
/// `as` is one of `text`, `field` (the name of the option's field), `index` (from 0), `number`
/// (from 1), `letter`.
public final class TaskFile {
  private TaskFile() {}

  /// Reads a task whose data lies beside its file.
  ///
  /// @throws dev.w2s.problem.BadInputException with all problems, each with its line and column
  public static Task read(Path file) {
    return read(file, Hub.ofEnvironment(HubProgress.SILENT));
  }

  /// Reads a task whose data lies beside its file or on a hub.
  ///
  /// @throws dev.w2s.problem.BadInputException with all problems, each with its line and column
  /// @throws dev.w2s.problem.FailedException where the hub cannot be reached
  public static Task read(Path file, Hub hub) {
    Path folder = file.toAbsolutePath().getParent();
    return read(file, folder == null ? file.toAbsolutePath() : folder, hub);
  }

  /// Reads a task whose data lies in a folder.
  ///
  /// @param data what relative paths start at
  /// @throws dev.w2s.problem.BadInputException with all problems, each with its line and column
  public static Task read(Path file, Path data) {
    return read(file, data, Hub.ofEnvironment(HubProgress.SILENT));
  }

  /// Reads a task whose data lies in a folder or on a hub. What it names on the hub is fetched when
  /// the rest of the file is right.
  ///
  /// @param data what relative paths start at
  /// @throws dev.w2s.problem.BadInputException with all problems, each with its line and column
  /// @throws dev.w2s.problem.FailedException where the hub cannot be reached
  public static Task read(Path file, Path data, Hub hub) {
    return YamlDocument.read(file).decode(map -> new TaskDecoder(data, hub).task(map));
  }
}
