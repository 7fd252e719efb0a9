package dev.w2s.study;

import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Where weak labels come from.
public sealed interface Supervisor {
  /// A model finetuned on the gold labels of the supervise half.
  ///
  /// @param model the pretrained model
  /// @param recipe how it is trained; its stop is [Stop#LAST]: validation rows lie in the transfer
  ///   half, which a supervisor must not see
  record Trained(ModelSpec model, Recipe recipe) implements Supervisor {
    public Trained {
      Objects.requireNonNull(model, "model");
      if (recipe.stop() != Stop.LAST) {
        throw new IllegalArgumentException(
            "stop must be last for a supervisor but was %s: validation rows lie in the transfer half, which it must not see"
                .formatted(YamlValue.dashed(recipe.stop())));
      }
    }
  }

  /// A file of labels by another program or a person: rows of `id` and either `label` or
  /// `probabilities` (one for each class, in the task's order, or by name); or a file of votes.
  ///
  /// @param file the file
  /// @param votes how the votes of several workers become one label, where it is a file of votes;
  ///   nothing that is fitted on gold labels
  record Labels(Path file, Optional<LabelCombination> votes) implements Supervisor {
    public Labels {
      Objects.requireNonNull(file, "file");
      if (votes.filter(LabelCombination::fitsOnSuperviseGold).isPresent()) {
        throw new IllegalArgumentException(
            "votes of a file are combined by mean, majority-vote or dawid-skene but not by "
                + votes.get().name());
      }
    }

    /// A file of labels.
    public Labels(Path file) {
      this(file, Optional.empty());
    }
  }
}
