package dev.w2s.predict.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What finished rows were made of.
///
/// @param model fingerprint of the model
/// @param input fingerprint of the file
/// @param settings all else that the output depends on, for people
public record Manifest(String model, String input, String settings) {
  public Manifest {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(settings, "settings");
  }

  /// In what another differs, for people; nothing where they are the same.
  List<String> differences(Manifest other) {
    List<String> differences = new ArrayList<>();
    if (!model.equals(other.model)) {
      differences.add("another model");
    }
    if (!input.equals(other.input)) {
      differences.add("another input");
    }
    if (!settings.equals(other.settings)) {
      differences.add("other settings (" + settings + ")");
    }
    return differences;
  }
}
