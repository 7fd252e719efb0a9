package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.Loss;
import dev.w2s.study.LossDescription;
import dev.w2s.study.Method;
import dev.w2s.study.Methods;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossProviderTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void classPathAsBefore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void lossOnTheClassPathIsAMethod() {
    assertThat(Methods.named("brier")).isEqualTo(new Method("brier", brier("brier", 2, 1)));
  }

  @Test
  void itsNumbersAreAskedForWithItsSettings() {
    LossBatch batch = new LossBatch(new double[][] {{0, 0}}, new double[][] {{1, 0}}, 0);

    BatchLoss loss = Objective.of(brier("brier", 2, 3)).of(batch);

    assertThat(loss.mean()).isEqualTo(1.5, within(1e-12));
    assertThat(loss.gradient()[0]).containsExactly(new double[] {-1.5, 1.5}, within(1e-12));
  }

  @Test
  void unknownNameOrOtherVersionIsToldInOneLine() {
    assertThatThrownBy(() -> Objective.of(brier("breir", 2, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessage("unknown loss 'breir'; did you mean 'brier'?");
    assertThatThrownBy(() -> Objective.of(brier("brier", 1, 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "the loss 'brier' of dev.w2s.train.Brier cannot be used: version 1 is asked for but this is 2");
  }

  @Test
  void descriptionWithoutNumbersSaysWhatIsMissing(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(LossDescription.class.getName()), Words.class.getName());
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));

    assertThatThrownBy(() -> Objective.of(Methods.named("words").loss()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "the loss 'words' of %s cannot be used: to be trained with, it must implement dev.w2s.train.LossProvider",
            Words.class.getName());
  }

  private static Loss brier(String name, int version, double scale) {
    return new Loss.Custom(name, version, new TreeMap<>(Map.of("scale", scale)));
  }

  /// Says what it is, and has no numbers.
  public static final class Words implements LossDescription {
    @Override
    public String name() {
      return "words";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String description() {
      return "Words alone.";
    }

    @Override
    public String formula() {
      return "none";
    }

    @Override
    public String source() {
      return "none";
    }
  }
}
