package dev.w2s.study;

import dev.w2s.data.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Steps that give rows labels. Nothing is trained by them.
public sealed interface Labelling extends Step {
  /// Lets a trained model label the transfer and validation rows. Result: `predictions.jsonl`.
  ///
  /// @param model the [Step.Finetune], [Step.Probe] or [Step.Choose] step
  /// @param also a part that is labelled, too
  /// @param beside what the model needs to answer: a probe the [Step.Embed] steps of the parts,
  ///   low-rank changes the [Step.Adapt] step of the body, if there is one
  /// @param generation how it writes, where answers are written
  record Label(
      StepKey model,
      Step.Data data,
      Optional<Part> also,
      List<StepKey> beside,
      AnswerGeneration generation)
      implements Labelling {
    public Label {
      Objects.requireNonNull(also, "also");
      Objects.requireNonNull(generation, "generation");
      beside = List.copyOf(beside);
    }
  }

  /// Takes the labels of a file for the transfer, validation and, where it has them, test and held
  /// out rows. Result: `predictions.jsonl`.
  ///
  /// @param file the file
  /// @param fingerprint SHA-256 of its bytes
  /// @param votes how votes become one label, of a file of votes
  record ImportLabels(
      Path file, String fingerprint, Step.Data data, Optional<LabelCombination> votes)
      implements Labelling {
    public ImportLabels {
      Objects.requireNonNull(votes, "votes");
    }

    /// The labels of a file as they are.
    public ImportLabels(Path file, String fingerprint, Step.Data data) {
      this(file, fingerprint, data, Optional.empty());
    }
  }

  /// What one model or file says of all rows.
  ///
  /// @param labels the [Label] or [ImportLabels] step: of transfer and validation rows
  /// @param test the [Step.Evaluate] step: of test rows
  record Said(StepKey labels, StepKey test) {
    Stream<StepKey> steps() {
      return Stream.of(labels, test);
    }
  }

  /// Makes one label for each row of those of several supervisors, for the transfer, validation and
  /// test rows. Result: `predictions.jsonl`.
  ///
  /// @param members in the study's order
  /// @param combination how
  record Combine(List<Said> members, LabelCombination combination, Step.Data data)
      implements Labelling {
    public Combine {
      members = List.copyOf(members);
      Objects.requireNonNull(combination, "combination");
    }
  }

  /// Makes wrong labels of gold ones, for the transfer, validation and test rows, each part at the
  /// same rate. Result: `predictions.jsonl`.
  ///
  /// @param error which rows are wrong, and how many
  /// @param model whose answers tell which; empty where the error needs none
  /// @param seed of what is drawn
  record Simulate(SimulatedError error, Step.Data data, Optional<Said> model, long seed)
      implements Labelling {
    public Simulate {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(model, "model");
    }
  }

  /// Changes weak labels before a student learns from them. Result: `predictions.jsonl`, of the
  /// transfer rows that stay, then of the validation rows as they were.
  ///
  /// @param labels the step that gave them
  /// @param transforms what is done to them, one after the other
  /// @param features the [Step.Embed] step of the transfer rows; empty where no transform needs it
  /// @param student the [Label] step of a student; empty where no transform needs it
  /// @param seed of what is drawn
  record Relabel(
      StepKey labels,
      List<LabelTransform> transforms,
      Step.Data data,
      Optional<StepKey> features,
      Optional<StepKey> student,
      long seed)
      implements Labelling {
    public Relabel {
      transforms = List.copyOf(transforms);
      if (transforms.isEmpty()) {
        throw new IllegalArgumentException("there is nothing to do to the labels");
      }
    }
  }

  /// Draws rows of the transfer half that a decoder is shown, with their labels, before each row
  /// that it is asked about. Result: `predictions.jsonl`, of the rows that are shown.
  ///
  /// @param data the rows
  /// @param labels that the rows are shown with; the rows are the same whatever these are, but for
  ///   those that have none
  /// @param count how many
  /// @param model the pretrained decoder
  /// @param fingerprint of the model's bytes
  /// @param precision of matrix products
  /// @param seed of the draw
  record Shots(
      Step.Data data,
      TrainingLabels labels,
      int count,
      ModelSpec model,
      String fingerprint,
      Precision precision,
      long seed)
      implements Labelling {
    public Shots {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1 but was " + count);
      }
    }
  }
}
