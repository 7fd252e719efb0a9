package dev.w2s.study.internal;

import dev.w2s.study.Loss;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import java.util.List;

/// The settings of a loss as a study file writes them.
public final class LossSettings {
  /// One setting of a loss, and its value.
  public record Setting(String key, String comment, double value) {}

  private LossSettings() {}

  /// A loss of the same kind with what a map says otherwise.
  static Field<Loss> read(YamlMap map, Loss defaults) {
    return switch (defaults) {
      case Loss.CrossEntropy loss -> map.build(() -> loss);
      case Loss.PaperConfidence loss -> {
        Field<Double> alphaMax = map.at("alpha-max").share().or(loss.alphaMax());
        Field<Double> warmUp = map.at("warm-up").share().or(loss.warmUp());
        yield map.build(() -> new Loss.PaperConfidence(alphaMax.value(), warmUp.value()));
      }
      case Loss.OpenAiConfidence loss -> {
        Field<Double> weight = map.at("weight").share().or(loss.weight());
        Field<Double> warmUp = map.at("warm-up").share().or(loss.warmUp());
        yield map.build(() -> new Loss.OpenAiConfidence(weight.value(), warmUp.value()));
      }
    };
  }

  /// The settings of a loss, as a study file names them.
  public static List<Setting> of(Loss loss) {
    return switch (loss) {
      case Loss.CrossEntropy l -> List.of();
      case Loss.PaperConfidence l ->
          List.of(
              new Setting("alpha-max", "Weight of the student's own predictions.", l.alphaMax()),
              new Setting("warm-up", "Share of training over which it grows.", l.warmUp()));
      case Loss.OpenAiConfidence l ->
          List.of(
              new Setting("weight", "Of the student's own predictions.", l.weight()),
              new Setting("warm-up", "Share of training before the jump.", l.warmUp()));
    };
  }
}
