package dev.w2s.study.internal;

import dev.w2s.study.SimulatedError;
import dev.w2s.study.SimulatedError.Structure;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import java.util.Map;
import java.util.TreeMap;

/// A simulated supervisor as a study file writes it: `errors: random`, `rate: 0.2`, `confidence:
/// 1`.
final class SimulatedErrorSettings {
  private SimulatedErrorSettings() {}

  /// Reads one; hard labels unless the map says otherwise.
  static Field<SimulatedError> read(YamlMap map) {
    Field<Structure> structure = map.at("errors").oneOf(Structure.class).required();
    Field<Double> rate = map.at("rate").share().required();
    Field<Double> confidence = map.at("confidence").share().or(1.0);
    return map.build(() -> new SimulatedError(structure.value(), rate.value(), confidence.value()));
  }

  /// All settings that change what comes out, for a step's key.
  static Map<String, Object> canonical(SimulatedError error) {
    return switch (error) {
      case SimulatedError(Structure structure, double rate, double confidence) ->
          new TreeMap<>(
              Map.of(
                  "errors", CanonicalStep.lower(structure),
                  "rate", CanonicalStep.number(rate),
                  "confidence", CanonicalStep.number(confidence)));
    };
  }
}
