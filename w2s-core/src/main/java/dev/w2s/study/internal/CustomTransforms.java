package dev.w2s.study.internal;

import static dev.w2s.study.internal.Extensions.TRANSFORMS;

import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransformDescription;
import dev.w2s.study.LossSetting;
import dev.w2s.study.Methods;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// The label transforms that are not built in.
public final class CustomTransforms {
  private CustomTransforms() {}

  /// All of them with their own settings, by name.
  static SequencedMap<String, LabelTransform> all() {
    SequencedMap<String, LabelTransform> transforms = new LinkedHashMap<>();
    TRANSFORMS.all().values().forEach(found -> transforms.put(found.name(), standard(found)));
    return transforms;
  }

  /// Their methods: each with the naive loss.
  public static List<Methods.Entry> entries() {
    return TRANSFORMS.all().values().stream().map(CustomTransforms::entry).toList();
  }

  private static Methods.Entry entry(LabelTransformDescription found) {
    try {
      return Methods.transformed(
          found.description(), found.formula(), found.source(), standard(found));
    } catch (IllegalArgumentException e) {
      throw TRANSFORMS.unusable(found, String.valueOf(e.getMessage()));
    }
  }

  private static LabelTransform.Custom standard(LabelTransformDescription found) {
    try {
      return custom(found, TRANSFORMS.defaults(found));
    } catch (IllegalArgumentException e) {
      throw TRANSFORMS.unusable(found, String.valueOf(e.getMessage()));
    }
  }

  private static LabelTransform.Custom custom(
      LabelTransformDescription found, SortedMap<String, Double> settings) {
    found.check(settings);
    return new LabelTransform.Custom(
        found.name(),
        found.version(),
        settings,
        found.needsFeatures(),
        found.needsStudent(),
        found.usesGold());
  }

  /// A transform with what a map says otherwise.
  static Field<LabelTransform> read(YamlMap map, LabelTransform.Custom defaults) {
    Map<String, Field<Double>> values = new TreeMap<>();
    for (LossSetting setting : settings(defaults)) {
      values.put(setting.key(), map.at(setting.key()).number().or(setting.value()));
    }
    return map.build(() -> {
      SortedMap<String, Double> settings = new TreeMap<>();
      values.forEach((key, value) -> settings.put(key, value.value()));
      return custom(TRANSFORMS.named(defaults.name()), settings);
    });
  }

  /// The settings of a transform, in the order and with the comments of its description.
  static List<LossSetting> settings(LabelTransform.Custom transform) {
    return TRANSFORMS.settings(transform.name(), transform.settings());
  }
}
