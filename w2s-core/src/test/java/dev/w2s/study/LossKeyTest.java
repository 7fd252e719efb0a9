package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import dev.w2s.study.internal.CanonicalStep;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How a loss counts in the key of a training.
class LossKeyTest {
  private static final ModelSpec MODEL = new ModelSpec("strong", OptionalInt.empty());

  @Test
  void everySettingOfEveryLossCounts() {
    Set<String> forms = new TreeSet<>();
    int changes = 0;
    // The others have the naive loss.
    for (Methods.Entry entry :
        Methods.all().values().stream().filter(e -> e.more().isEmpty()).toList()) {
      forms.add(loss(entry.method().loss(), 2));
      changes += 1 + entry.settings().size();
      for (LossSetting setting : entry.settings()) {
        String method =
            "{%s: {%s: %s}}".formatted(entry.name(), setting.key(), setting.value() * .9);
        StudyFile file = Fixtures.parse(Fixtures.MINIMAL + "methods: " + method);
        forms.add(loss(file.study().methods().getFirst().loss(), 2));
      }
    }
    assertThat(forms).hasSize(changes);
  }

  @Test
  void hardeningOfManyClassesHasAVersionOfItsOwn() {
    assertThat(loss(new Loss.PaperConfidence(.5, .2), 3))
        .isEqualTo(
            "{\"alpha-max\":0.5,\"name\":\"paper-confidence\",\"version\":2,\"warm-up\":0.2}");
    assertThat(loss(new Loss.OpenAiConfidence(.5, .1), 2))
        .isEqualTo("{\"name\":\"openai-confidence\",\"warm-up\":0.1,\"weight\":0.5}");
    assertThat(loss(new Loss.OpenAiConfidence(.5, .1), 3)).contains("\"version\":2");
    assertThat(loss(new Loss.CrossEntropy(), 3)).isEqualTo(loss(new Loss.CrossEntropy(), 2));
  }

  @Test
  void lossThatIsNotBuiltInCountsByNameVersionAndSettings() {
    assertThat(loss(new Loss.Custom("focal", 4, new TreeMap<>(Map.of("name", -0.0))), 2))
        .isEqualTo(
            "{\"custom\":\"focal\",\"name\":\"custom\",\"settings\":{\"name\":0.0},\"version\":4}");
  }

  private static String loss(Loss loss, int classes) {
    StepKey key = new StepKey("0".repeat(64));
    Step.Data data = new Step.Data(key, new Rows(100, 10, 20), true, 3);
    Recipe recipe = Recipe.DEFAULT.resolve(Fixtures.facts(MODEL));
    Step step =
        new Step.Finetune(
            data, Part.TRANSFER, new TrainingLabels.Gold(), MODEL, "m", recipe, loss, classes, 3);
    return CanonicalStep.json(step).replaceAll(".*\"loss\":(.*),\"model\".*", "$1");
  }
}
