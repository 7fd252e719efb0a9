package dev.w2s.data;

import dev.w2s.data.internal.TaskDecoder;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.Objects;

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
/// group: passage                    # records with the same value stay together; {field: chosen, before: "Assistant:"} for its beginning alone
/// only: {domain: [books, dvd]}      # records with other values are left out
/// skip: {weak_label: "-1"}          # records with these values are left out; {rating: {above: 1200}} for numbers: at-least, above, at-most, below
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
///
/// A comparison of two completions has `pair`; the text is filled with each of them:
///
/// ```yaml
/// text: "{prompt} {choice}"
/// pair: {chosen: chosen, rejected: rejected, ties: drop}        # or {one: a, other: b, better: {field: winner, values: {"0": one, "1": other}}}, or {one: a, other: b, scores: [score_a, score_b]}
/// ```
///
/// Where the answer is written, `answer` or `puzzle`:
///
/// ```yaml
/// answer: {field: answer, after: "####", match: number}         # match is words where absent, or exact
/// puzzle: {position: FEN, moves: Moves, illegal: drop}          # of chess; the text is "{position}"
/// ```
///
/// Where the records are in the folder of all data sets, and further test sets; both may say what
/// is other in their records by any of the keys `text`, `label`, `choices`, `pair`, `answer`,
/// `puzzle`, `id`, `group`, `difficulty`, `only`, `skip`:
///
/// ```yaml
/// local: {train: reviews/train, test: reviews/test}             # without ending; counts only where that folder is named
/// tests:
///   tweets: {from: hf:datasets/org/tweets!/test.csv, local: tweets/test, text: "{tweet}"}
///   kitchen: {only: {domain: kitchen}}                          # of the task's own test records
/// ```
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
    Path absolute = file.toAbsolutePath();
    Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
    return YamlDocument.read(file).decode(map -> TaskDecoder.beside(map, folder, hub));
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
  /// @param data what relative paths start at, and where the files are that `local` names
  /// @throws dev.w2s.problem.BadInputException with all problems, each with its line and column
  /// @throws dev.w2s.problem.FailedException where the hub cannot be reached
  public static Task read(Path file, Path data, Hub hub) {
    return YamlDocument.read(file).decode(map -> TaskDecoder.in(map, data, hub));
  }
}
