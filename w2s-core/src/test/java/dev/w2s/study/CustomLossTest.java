package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Losses that are found by [java.util.ServiceLoader]: each test has a class path of its own.
class CustomLossTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;

  @AfterEach
  void classPathAsBefore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void studyNamesItAsAnyOther() throws IOException {
    onClassPath(Focal.class.getName());

    StudyFile file = study("[naive, {focal: {gamma: 3, name: sharp}}]");

    Method sharp = file.study().methods().getLast();
    assertThat(sharp).isEqualTo(new Method("sharp", new Loss.Custom("focal", 4, settings(3, .25))));
    assertThat(Methods.all().lastEntry().getKey()).isEqualTo("focal");
    assertThat(file.explain(Map.of()))
        .contains("Hard rows count more. -a (1 - f)^gamma log f (arXiv 1708.02002)")
        .contains("# Of the well classified rows.\n      gamma: 3\n");
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
  }

  @Test
  void settingsAreCheckedAtTheirPlace() throws IOException {
    onClassPath(Focal.class.getName());

    assertThatThrownBy(() -> study("{focal: {gamma: -1}}"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("examples/study.yaml:4:26: gamma must not be negative but was -1.0");
    assertThatThrownBy(() -> study("{focal: {gama: 1}}"))
        .hasMessage("examples/study.yaml:4:19: unknown key 'gama'; did you mean 'gamma'?");
    assertThatThrownBy(() -> study("focall"))
        .hasMessage("examples/study.yaml:4:10: unknown method 'focall'; did you mean 'focal'?");
  }

  @Test
  void lossThatCannotBeUsedIsToldInOneLine() throws IOException {
    assertRefused("is called 'naive', as one that is built in", Naive.class.getName());
    assertRefused("it has the name of " + Focal.class.getName(), Focal.class, Twin.class);
    assertRefused("name of a method must be made of a-z", Misnamed.class.getName());
    assertRefused("gamma must not be negative but was -2.0", Inconsistent.class.getName());
    assertRefused("a loss on the class path cannot be used: ", "no.such.Loss");
  }

  private void assertRefused(String why, Class<?>... classes) throws IOException {
    assertRefused(why, List.of(classes).stream().map(Class::getName).toArray(String[]::new));
  }

  private void assertRefused(String why, String... classes) throws IOException {
    onClassPath(classes);
    assertThatThrownBy(() -> study("naive"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
  }

  private void onClassPath(String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(LossDescription.class.getName()), List.of(classes));
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
  }

  private static StudyFile study(String methods) {
    return Fixtures.parse(Fixtures.MINIMAL + "methods: " + methods + "\n");
  }

  private static SortedMap<String, Double> settings(double gamma, double share) {
    return new TreeMap<>(Map.of("gamma", gamma, "share", share));
  }

  /// A loss as another library would describe it.
  public static class Focal implements LossDescription {
    @Override
    public String name() {
      return "focal";
    }

    @Override
    public int version() {
      return 4;
    }

    @Override
    public String description() {
      return "Hard rows count more.";
    }

    @Override
    public String formula() {
      return "-a (1 - f)^gamma log f";
    }

    @Override
    public String source() {
      return "arXiv 1708.02002";
    }

    @Override
    public List<LossSetting> settings() {
      return List.of(
          new LossSetting("gamma", "Of the well classified rows.", 2),
          new LossSetting("share", "Weight of all rows.", .25));
    }

    @Override
    public void check(SortedMap<String, Double> settings) {
      if (settings.get("gamma") < 0) {
        throw new IllegalArgumentException(
            "gamma must not be negative but was " + settings.get("gamma"));
      }
    }
  }

  public static final class Naive extends Focal {
    @Override
    public String name() {
      return "naive";
    }
  }

  public static final class Twin extends Focal {}

  public static final class Misnamed extends Focal {
    @Override
    public String name() {
      return "Focal Loss";
    }
  }

  public static final class Inconsistent extends Focal {
    @Override
    public List<LossSetting> settings() {
      return List.of(new LossSetting("gamma", "Below what is allowed.", -2));
    }
  }
}
