package dev.w2s.study;

import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Objects;

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
  /// `probabilities` (one for each class, in the task's order, or by name).
  record Labels(Path file) implements Supervisor {
    public Labels {
      Objects.requireNonNull(file, "file");
    }
  }
}
