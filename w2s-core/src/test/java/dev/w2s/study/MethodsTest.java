package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.w2s.problem.BadInputException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
  @Test
  void everyMethodIsFoundByNameAndByLoss() {
    assertThat(Methods.all().keySet())
        .containsExactly(
            "naive",
            "naive-hard",
            "confidence",
            "confidence-openai",
            "confidence-eleuther",
            "product",
            "entropy",
            "window",
            "forward-kl",
            "reverse-kl",
            "reverse-cross-entropy",
            "adaptive-confidence",
            "label-smoothing",
            "generalised-cross-entropy",
            "symmetric-cross-entropy",
            "early-learning",
            "confidence-filter",
            "neighbour-filter",
            "neighbour-relabel",
            "logistic-filter",
            "logistic-relabel",
            "topological-filter",
            "noisy-channel",
            "anchor",
            "rounds",
            "bootstrap",
            "generative",
            "trivial-imitation",
            "lora",
            "probe",
            "probe-then-full");
    Methods.all()
        .forEach((name, entry) -> {
          assertThat(Methods.named(name)).isEqualTo(entry.method());
          Method plain = new Method(name, entry.method().loss());
          if (entry.method().equals(plain)) {
            assertThat(Methods.of(plain.loss())).isEqualTo(entry);
          } else {
            assertThat(entry.more()).isNotEmpty();
          }
        });
  }

  @Test
  void everyBuiltInLossHasItsMethod() {
    Set<Class<?>> catalogued = new TreeSet<>(Comparator.comparing(Class::getName));
    Methods.all().values().forEach(entry -> catalogued.add(entry.method().loss().getClass()));
    catalogued.add(Loss.Custom.class);

    assertThat(catalogued).containsExactlyInAnyOrder(Loss.class.getPermittedSubclasses());
  }

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(Methods.named("confidence").loss()).isEqualTo(new Loss.PaperConfidence(.5, .2));
    assertThat(Methods.named("confidence-openai").loss())
        .isEqualTo(new Loss.OpenAiConfidence(.5, .1));
    assertThat(Methods.named("window").loss()).isEqualTo(new Loss.Window(.15));
    assertThat(Methods.named("product").loss()).isEqualTo(new Loss.Product(1, 1));
    assertThat(Methods.named("generalised-cross-entropy").loss())
        .isEqualTo(new Loss.GeneralisedCrossEntropy(.7));
    assertThat(Methods.named("symmetric-cross-entropy").loss())
        .isEqualTo(new Loss.SymmetricCrossEntropy(.1, 1, -4));
    assertThat(Methods.named("early-learning").loss()).isEqualTo(new Loss.EarlyLearning(3, .7));
  }

  @Test
  void unknownMethodNamesTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Methods.named("confidnece"))
        .withMessage("unknown method 'confidnece'; did you mean 'confidence'?");
  }

  @Test
  void everySettingOfEveryMethodIsReadAndWritten() {
    Methods.all()
        .forEach((name, entry) -> {
          for (LossSetting setting : entry.settings()) {
            double other = setting.value() * .99;
            StudyFile file = study("{%s: {%s: %s}}".formatted(name, setting.key(), other));
            Loss read = file.study().methods().getFirst().loss();
            assertThat(Methods.of(read)).isEqualTo(entry);
            assertThat(new Methods.Entry("", "", "", new Method("m", read)).settings())
                .as(name)
                .contains(new LossSetting(setting.key(), setting.comment(), other))
                .hasSameSizeAs(entry.settings());
            assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    "confidence, alpha-max, 1.5, alpha-max must lie between 0 and 1 but was 1.5",
    "window, radius, -1, radius must lie between 0 and 1 but was -1.0",
    "generalised-cross-entropy, q, 0, q must be positive but was 0.0",
    "generalised-cross-entropy, q, 2, q must lie between 0 and 1 but was 2.0",
    "reverse-kl, log-zero, 0, log-zero must be negative but was 0.0",
    "symmetric-cross-entropy, beta, -1, beta must not be negative but was -1.0",
    "adaptive-confidence, temperature, 0, temperature must be positive but was 0.0"
  })
  void settingOutOfItsRangeIsToldAtItsPlace(String name, String key, String value, String problem) {
    String method = "{%s: {%s: %s}}".formatted(name, key, value);
    int column = "methods: ".length() + method.indexOf(value) + 1;

    assertThatThrownBy(() -> study(method))
        .isInstanceOf(BadInputException.class)
        .hasMessage("examples/study.yaml:4:%d: %s", column, problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"high", ".nan", ".inf", "1e999"})
  void settingThatIsNoNumberIsTold(String value) {
    var e =
        catchThrowableOfType(
            BadInputException.class, () -> study("{early-learning: {lambda: " + value + "}}"));

    assertThat(e.problems())
        .singleElement()
        .asString()
        .endsWith("methods.early-learning.lambda must be a number but was '" + value + "'");
  }

  private static StudyFile study(String methods) {
    return Fixtures.parse(Fixtures.MINIMAL + "methods: " + methods + "\n");
  }
}
