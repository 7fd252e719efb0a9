package dev.w2s.study.internal;

import dev.w2s.study.StudyAnalyses;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;

/// The further analyses of a study as its file writes them.
final class AnalysesSettings {
  private AnalysesSettings() {}

  static Field<StudyAnalyses> read(YamlMap map) {
    Field<Integer> curve = map.at("curve").integer(0).or(StudyAnalyses.NONE.curve());
    Field<Boolean> saliency = map.at("saliency").truth().or(StudyAnalyses.NONE.saliency());
    Field<Integer> shots = map.at("few-shot").integer(0).or(StudyAnalyses.NONE.shots());
    Field<Boolean> bound = map.at("bound").truth().or(StudyAnalyses.NONE.bound());
    return map.build(
        () -> new StudyAnalyses(curve.value(), saliency.value(), shots.value(), bound.value()));
  }

  static void write(YamlText yaml, StudyAnalyses analyses) {
    yaml.blank();
    yaml.comment(0, "What is looked into beyond the main numbers.");
    yaml.key(0, "analyses");
    yaml.comment(
        1,
        "At how many points of each training its state answers the validation and test rows; 0 for none.");
    yaml.value(1, "curve", String.valueOf(analyses.curve()));
    yaml.comment(
        1,
        "Whether linear probes on gold labels of the supervise half say what the strong model's features hold before and after.");
    yaml.value(1, "saliency", String.valueOf(analyses.saliency()));
    yaml.comment(
        1,
        "How many labelled rows the strong model, a decoder, is shown in a prompt in place of training, with gold and with weak labels; 0 for none.");
    yaml.value(1, "few-shot", String.valueOf(analyses.shots()));
    yaml.comment(
        1,
        "Whether the pretrained features of supervisor and strong model say how much of what the one misses the other could learn.");
    yaml.value(1, "bound", String.valueOf(analyses.bound()));
  }
}
