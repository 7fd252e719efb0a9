package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import dev.w2s.data.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// One node of the graph, as data. A step says all that its result depends on, and nothing else: no
/// role, no study, no machine.
public sealed interface Step {
  /// The steps whose results this one reads.
  default List<StepKey> needs() {
    return switch (this) {
      case MakeExamples step -> List.of();
      case Finetune step ->
          switch (step.labels()) {
            case Labels.Gold gold -> List.of(step.data().examples());
            case Labels.Weak weak -> List.of(step.data().examples(), weak.from());
          };
      case Label step -> List.of(step.data().examples(), step.model());
      case ImportLabels step -> List.of(step.data().examples());
      case Evaluate step -> List.of(step.data().examples(), step.of());
    };
  }

  /// Reads a task's records and makes examples of them. Result: `examples.jsonl`.
  ///
  /// @param task the task
  /// @param fingerprints SHA-256 of each source's bytes, training sources first
  record MakeExamples(Task task, List<String> fingerprints) implements Step {
    public MakeExamples {
      Objects.requireNonNull(task, "task");
      fingerprints = List.copyOf(fingerprints);
    }
  }

  /// Which rows a step works on.
  ///
  /// @param examples the [MakeExamples] step
  /// @param rows how many
  /// @param balance whether every class is given equally many rows in every part
  /// @param seed of the split of the halves
  record Data(StepKey examples, Rows rows, boolean balance, long seed) {
    public Data {
      Objects.requireNonNull(examples, "examples");
      Objects.requireNonNull(rows, "rows");
    }
  }

  /// What a training is held to.
  sealed interface Labels {
    /// The gold labels.
    record Gold() implements Labels {}

    /// Weak labels: the result of a [Label] or [ImportLabels] step.
    record Weak(StepKey from) implements Labels {}
  }

  /// Trains a model on one part. Result: `model.safetensors` (until released), `curve.jsonl`.
  ///
  /// @param data the rows
  /// @param part the part that is trained on
  /// @param labels what it is trained on
  /// @param model the pretrained model
  /// @param fingerprint of the model's bytes
  /// @param recipe how
  /// @param loss what is minimised
  /// @param seed of head, order and dropout
  record Finetune(
      Data data,
      Part part,
      Labels labels,
      ModelSpec model,
      String fingerprint,
      Recipe recipe,
      Loss loss,
      long seed)
      implements Step {}

  /// Lets a finetuned model label the transfer and validation rows. Result: `predictions.jsonl`.
  ///
  /// @param model the [Finetune] step
  record Label(StepKey model, Data data) implements Step {}

  /// Takes the labels of a file for the transfer, validation and, where it has them, test rows.
  /// Result: `predictions.jsonl`.
  ///
  /// @param file the file
  /// @param fingerprint SHA-256 of its bytes
  record ImportLabels(Path file, String fingerprint, Data data) implements Step {}

  /// Scores a finetuned model, or a file of labels, on the test rows. Result: `predictions.jsonl`.
  ///
  /// @param of the [Finetune] or [ImportLabels] step
  record Evaluate(StepKey of, Data data) implements Step {}
}
