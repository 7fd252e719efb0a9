package dev.w2s.store;

import dev.w2s.study.StepKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// A committed result.
///
/// @param key of the step
/// @param folder where its files lie
/// @param facts small numbers the step reports (`loss`, `rows`), part of the result
/// @param provenance how it came to be (times, versions, device, threads), not part of the result
public record StepResult(
    StepKey key, Path folder, Map<String, Double> facts, Map<String, String> provenance) {
  public StepResult {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(folder, "folder");
    facts = Map.copyOf(facts);
    provenance = Map.copyOf(provenance);
  }

  /// One of its files.
  public Path file(String name) {
    return folder.resolve(name);
  }
}
