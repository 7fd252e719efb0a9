package dev.w2s.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.BuiltInTasks;
import dev.w2s.data.Rows;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransformDescription;
import dev.w2s.study.Labelling;
import dev.w2s.study.LossSetting;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.StudyFile;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Label transforms that are found by [java.util.ServiceLoader]: each test has a class path of its
/// own.
class LabelTransformProviderTest {
  private static final WeakLabels LABELS =
      new WeakLabels(List.of("a", "b", "c"), new double[][] {{.9, .1}, {.4, .6}, {.2, .8}});

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;

  @AfterEach
  void classPathAsBefore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private void onClassPath(Class<?>... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(LabelTransformDescription.class.getName()),
        List.of(classes).stream().map(Class::getName).toList());
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
  }

  private static StudyFile study(String methods) {
    return parsed(
        """
        study: small
        task: wordnet-category
        models: {weak: a, strong: b}
        methods: %s
        """
            .formatted(methods));
  }

  private static StudyFile parsed(String text) {
    return StudyFile.parse(
        Path.of("study.yaml"),
        text,
        Map.of("wordnet-category", () -> BuiltInTasks.named("wordnet-category").orElseThrow()),
        file -> {
          throw new IllegalArgumentException("no task lies in " + file);
        });
  }

  private static LabelTransform sharp(String settings) {
    Method method = study("[{naive: {labels: [" + settings + "]}}]").study().methods().getFirst();
    return method.labels().getFirst();
  }

  @Test
  void studyNamesItAsAnyOther() throws IOException {
    onClassPath(Sharpen.class);

    StudyFile file = study("[sharpen, {naive: {labels: [anchor, {sharpen: {power: 3}}]}}]");

    assertThat(Methods.named("sharpen").labels()).containsExactly(sharp("sharpen"));
    assertThat(file.study().methods().getLast().labels())
        .containsExactly(LabelTransform.Anchor.DEFAULT, sharp("{sharpen: {power: 3}}"));
    String explained = file.explain(Map.of());
    assertThat(explained).contains("{sharpen: {power: 3}}");
    assertThat(parsed(explained).study()).isEqualTo(file.study());
    assertThatThrownBy(() -> study("[{naive: {labels: [{sharpen: {power: -1}}]}}]"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("power must be positive but was -1.0");
    assertThatThrownBy(() -> study("[{naive: {labels: [{sharpen: {powr: 1}}]}}]"))
        .hasMessageContaining("unknown key 'powr'; did you mean 'power'?");
  }

  @Test
  void itsNumbersAreAskedForWithItsSettings() throws IOException {
    onClassPath(Sharpen.class);

    WeakLabels changed =
        LabelTransforms.apply(sharp("{sharpen: {power: 2}}"), LABELS, Evidence.NONE, 0);

    assertThat(changed.ids()).isEqualTo(LABELS.ids());
    assertThat(changed.probabilities()[1][1]).isEqualTo(.36 / (.36 + .16));
  }

  @Test
  void nameVersionAndSettingsCountInKeys() throws IOException {
    onClassPath(Sharpen.class);
    LabelTransform one = sharp("sharpen");
    LabelTransform later =
        new LabelTransform.Custom(
            "sharpen", 8, ((LabelTransform.Custom) one).settings(), false, false, false);

    assertThat(List.of(key(one), key(later), key(sharp("{sharpen: {power: 3}}"))))
        .doesNotHaveDuplicates();
    assertThat(key(sharp("{sharpen: {power: 2}}"))).isEqualTo(key(one));
    assertThatThrownBy(() -> LabelTransforms.apply(later, LABELS, Evidence.NONE, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("version 8 is asked for but this is 7");
  }

  private static StepKey key(LabelTransform transform) {
    StepKey none = new StepKey("0".repeat(64));
    Step.Data data = new Step.Data(none, new Rows(8, 0, 4), true, 0);
    return StepKey.of(
        new Labelling.Relabel(
            none, List.of(transform), data, Optional.empty(), Optional.empty(), 0));
  }

  @Test
  void transformThatCannotBeUsedIsToldInOneLine() throws IOException {
    onClassPath(Words.class);
    assertThatThrownBy(() -> LabelTransforms.apply(sharp("words"), LABELS, Evidence.NONE, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "the label transform 'words' of %s cannot be used: to be carried out, it must implement dev.w2s.label.LabelTransformProvider",
            Words.class.getName());
    onClassPath(Anchored.class);
    assertThatThrownBy(() -> study("naive"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is called 'anchor', as one that is built in");
  }

  @Test
  void labelsOfOtherRowsAreRefused() throws IOException {
    onClassPath(Inventing.class);
    assertThatThrownBy(() -> LabelTransforms.apply(sharp("invent"), LABELS, Evidence.NONE, 0))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("gives labels of rows or classes that are not there");
  }

  /// Says what it is, and has no numbers.
  public static class Words implements LabelTransformDescription {
    @Override
    public String name() {
      return "words";
    }

    @Override
    public int version() {
      return 7;
    }

    @Override
    public String description() {
      return "Does nothing.";
    }

    @Override
    public String formula() {
      return "w";
    }

    @Override
    public String source() {
      return "here";
    }
  }

  /// Has a name that is taken.
  public static final class Anchored extends Words {
    @Override
    public String name() {
      return "anchor";
    }
  }

  /// `w^power` over its sum.
  public static final class Sharpen extends Words implements LabelTransformProvider {
    @Override
    public String name() {
      return "sharpen";
    }

    @Override
    public List<LossSetting> settings() {
      return List.of(new LossSetting("power", "Above 1: surer labels.", 2));
    }

    @Override
    public void check(SortedMap<String, Double> settings) {
      double power = settings.getOrDefault("power", 0.0);
      if (!(power > 0)) {
        throw new IllegalArgumentException("power must be positive but was " + power);
      }
    }

    @Override
    public WeakLabels apply(
        WeakLabels labels, Evidence evidence, SortedMap<String, Double> settings, long seed) {
      double power = settings.getOrDefault("power", 0.0);
      return new WeakLabels(
          labels.ids(),
          IntStream.range(0, labels.size())
              .mapToObj(i -> sharper(labels.probabilities()[i], power))
              .toArray(double[][]::new));
    }

    private static double[] sharper(double[] label, double power) {
      double[] sharp = Arrays.stream(label).map(p -> Math.pow(p, power)).toArray();
      double sum = Arrays.stream(sharp).sum();
      return Arrays.stream(sharp).map(p -> p / sum).toArray();
    }
  }

  /// Labels a row that nobody asked for.
  public static final class Inventing extends Words implements LabelTransformProvider {
    @Override
    public String name() {
      return "invent";
    }

    @Override
    public WeakLabels apply(
        WeakLabels labels, Evidence evidence, SortedMap<String, Double> settings, long seed) {
      return new WeakLabels(List.of("z"), new double[][] {{1, 0}});
    }
  }
}
