package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MethodsTest {
  @Test
  void everyMethodIsFoundByNameAndByLoss() {
    assertThat(Methods.all().keySet()).containsExactly("naive", "confidence", "confidence-openai");
    Methods.all()
        .forEach((name, entry) -> {
          assertThat(Methods.named(name)).isEqualTo(entry.method());
          assertThat(Methods.of(entry.method().loss())).isEqualTo(entry);
        });
  }

  @Test
  void defaultsAreThePublishedOnes() {
    assertThat(Methods.named("confidence").loss()).isEqualTo(new Loss.PaperConfidence(.5, .2));
    assertThat(Methods.named("confidence-openai").loss())
        .isEqualTo(new Loss.OpenAiConfidence(.5, .1));
  }

  @Test
  void unknownMethodNamesTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Methods.named("confidnece"))
        .withMessage("unknown method 'confidnece'; did you mean 'confidence'?");
  }
}
