package dev.w2s.study.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransform.NoisyChannel;
import dev.w2s.study.LabelTransform.Prior;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.SimulatedError.Structure;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlDocument;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class LabelSettingsTest {
  private static <T> T read(String text, Function<YamlValue, Field<T>> reader) {
    return YamlDocument.parse(Path.of("study.yaml"), "x: " + text + "\n")
        .decode(map -> reader.apply(map.at("x")));
  }

  private static LabelTransform transform(String text) {
    return read(text, LabelTransformSettings::read);
  }

  private static LabelCombination combination(String text) {
    return read(text, LabelCombinationSettings::read);
  }

  private static SimulatedError error(String text) {
    return read(text, value -> value.map(SimulatedErrorSettings::read));
  }

  /// Every kind with its defaults, and with no setting as by default.
  static Stream<LabelTransform> transforms() {
    return Stream.concat(
        LabelTransformSettings.DEFAULTS.values().stream(),
        Stream.of(
            new LabelTransform.ConfidenceFilter(.25, false),
            new LabelTransform.NeighbourFilter(3, OptionalDouble.empty()),
            new LabelTransform.NeighbourRelabel(7, .75),
            new LabelTransform.LogisticFilter(0, 2, OptionalDouble.empty()),
            new LabelTransform.LogisticRelabel(1e-5, 10, 1),
            new LabelTransform.TopologicalFilter(5, 5, 0),
            new NoisyChannel(new Prior.Logistic(.5, 3), 1, .5),
            new NoisyChannel(new Prior.Student(), 20, .01),
            new LabelTransform.Anchor(1)));
  }

  static Stream<LabelCombination> combinations() {
    return Stream.concat(
        LabelCombinationSettings.DEFAULTS.values().stream(),
        Stream.of(
            new LabelCombination.LearnedWeights(.5),
            new LabelCombination.Boosting(7),
            new LabelCombination.DawidSkene(3, 1)));
  }

  static Stream<SimulatedError> errors() {
    return Arrays.stream(Structure.values())
        .flatMap(s -> Stream.of(new SimulatedError(s, .25, 1), new SimulatedError(s, 0, .9)));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void transformIsReadAsItWasWritten(LabelTransform transform) {
    assertThat(transform(LabelTransformSettings.text(transform))).isEqualTo(transform);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void combinationIsReadAsItWasWritten(LabelCombination combination) {
    assertThat(combination(LabelCombinationSettings.text(combination))).isEqualTo(combination);
  }

  @Test
  void aNameAloneMeansTheDefaults() {
    LabelTransformSettings.DEFAULTS.forEach((name, transform) -> {
      assertThat(transform(name)).isEqualTo(transform);
      assertThat(transform("{" + name + ": {}}")).isEqualTo(transform);
      assertThat(transform.name()).isEqualTo(name);
    });
    LabelCombinationSettings.DEFAULTS.forEach((name, combination) -> {
      assertThat(combination(name)).isEqualTo(combination);
      assertThat(combination.name()).isEqualTo(name);
    });
    assertThat(error("{errors: longest, rate: 0.1}"))
        .isEqualTo(new SimulatedError(Structure.LONGEST, .1, 1));
  }

  @Test
  void aSettingChangesThatSettingAlone() {
    assertThat(transform("{noisy-channel: {l2: 0.5}}"))
        .isEqualTo(
            new NoisyChannel(
                new Prior.Logistic(.5, 5),
                NoisyChannel.DEFAULT.iterations(),
                NoisyChannel.DEFAULT.smoothing()));
    assertThat(transform("{neighbour-filter: {keep: agreeing}}"))
        .isEqualTo(new LabelTransform.NeighbourFilter(20, OptionalDouble.empty()));
  }

  @Test
  void everySettingChangesTheKey() {
    assertThat(json(transforms().map(LabelTransformSettings::canonical)))
        .doesNotHaveDuplicates()
        .contains("{\"balanced\":true,\"keep\":0.5,\"name\":\"confidence-filter\"}")
        .contains("{\"name\":\"anchor\",\"rows\":100}")
        .contains(
            "{\"iterations\":20,\"name\":\"noisy-channel\",\"prior\":\"student\",\"smoothing\":0.01}")
        .contains("{\"keep\":\"agreeing\",\"name\":\"neighbour-filter\",\"neighbours\":3}");
    assertThat(json(combinations().map(LabelCombinationSettings::canonical)))
        .doesNotHaveDuplicates()
        .contains("{\"iterations\":3,\"name\":\"dawid-skene\",\"smoothing\":1.0}");
    assertThat(json(errors().map(SimulatedErrorSettings::canonical)))
        .doesNotHaveDuplicates()
        .contains("{\"confidence\":0.9,\"errors\":\"random\",\"rate\":0.0}");
  }

  /// A canonical map holds each setting of the file, so that none is forgotten in a key.
  @Test
  void keysHoldWhatFilesHold() {
    transforms()
        .filter(transform -> !(transform instanceof NoisyChannel))
        .forEach(transform -> {
          List<String> keys =
              LabelTransformSettings.of(transform).stream().map(s -> s.key()).toList();
          Map<String, Object> canonical = LabelTransformSettings.canonical(transform);
          assertThat(canonical).hasSize(keys.size() + 1).containsKeys(keys.toArray(String[]::new));
        });
  }

  private static List<String> json(Stream<Map<String, Object>> nodes) {
    JsonMapper mapper = JsonMapper.builder().build();
    return nodes.map(mapper::writeValueAsString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "confidence-filer | unknown x 'confidence-filer'; did you mean 'confidence-filter'?",
        "{anchr: {rows: 5}} | unknown key 'anchr'; did you mean 'anchor'?",
        "{anchor: {rows: 0}} | x.anchor.rows must be at least 1 but was 0",
        "{anchor: {row: 5}} | unknown key 'row'; did you mean 'rows'?",
        "{anchor: {}, noisy-channel: {}} | a label transform is one of confidence-filter",
        "{confidence-filter: {keep: 0}} | keep must be above 0 and at most 1 but was 0.0",
        "{logistic-filter: {folds: 1}} | folds must be at least 2 but was 1",
        "{noisy-channel: {prior: student, l2: 1}} | prior must be features where l2 or folds",
      })
  void whatIsWrongIsTold(String text, String message) {
    assertThatThrownBy(() -> transform(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("study.yaml:1:")
        .hasMessageContaining(message);
  }

  @Test
  void needsAreTold() {
    assertThat(transforms().filter(LabelTransform::usesGold))
        .allMatch(transform -> transform instanceof LabelTransform.Anchor)
        .hasSize(2);
    NoisyChannel student = new NoisyChannel(new Prior.Student(), 5, 1);
    assertThat(student.needsStudent()).isTrue();
    assertThat(student.needsFeatures()).isFalse();
    assertThat(NoisyChannel.DEFAULT.needsStudent()).isFalse();
    assertThat(NoisyChannel.DEFAULT.needsFeatures()).isTrue();
    assertThat(LabelTransform.ConfidenceFilter.DEFAULT.needsFeatures()).isFalse();
    assertThat(combinations().filter(LabelCombination::fitsOnSuperviseGold)).hasSize(4);
  }
}
