package dev.w2s.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.LoadedModel;
import dev.w2s.model.WordModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.tensor.Libtorch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassagesTest {
  private static final int END = 30;
  private static final int NONE = 50_256;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  private Passage passage(int end, String prompt, String answer, int maxTokens) {
    try (LoadedModel model = WordModel.load("gpt2", end, folder)) {
      return Passages.of(model, List.of(new Demonstration(prompt, answer)), maxTokens).getFirst();
    }
  }

  private static int[] ids(String words) {
    return List.of(words.split(" ")).stream()
        .mapToInt(word -> Integer.parseInt(word.substring(1)))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "w1 w2, ' w3 w4', 64, w1 w2 w3 w4 w30, 2",
    // The prompt is cut at its start, and an answer that leaves it one token at its end.
    "w1 w2 w3 w4, ' w5 w6', 5, w3 w4 w5 w6 w30, 2",
    "w1 w2 w3 w4, ' w5 w6 w7 w8', 4, w4 w5 w6 w7, 1",
    // What ends texts stands before the first, too.
    "'', w5 w6, 64, w30 w5 w6 w30, 1"
  })
  void answersAreLearntWithTheirEnd(
      String prompt, String answer, int maxTokens, String expected, int from) {
    Passage passage = passage(END, prompt, answer, maxTokens);
    assertThat(passage.ids()).isEqualTo(ids(expected));
    assertThat(passage.from()).isEqualTo(from);
  }

  @Test
  void modelWithoutAnEndTokenHasTheAnswerAlone() {
    assertThat(passage(NONE, "w1 w2", " w3", 64).ids()).isEqualTo(ids("w1 w2 w3"));
    assertThatThrownBy(() -> passage(NONE, "", "w3", 64))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("prompt 1 is empty");
  }

  @Test
  void textsCountBehindTheirFirstToken() {
    try (LoadedModel model = WordModel.load("gpt2", END, folder)) {
      List<Passage> passages = Passages.whole(model, List.of("w1 w2", "w3 w4 w5"), 2);
      assertThat(passages).extracting(Passage::ids).containsExactly(ids("w1 w2"), ids("w3 w4"));
      assertThat(passages).extracting(Passage::from).containsOnly(1);
      assertThatThrownBy(() -> Passages.whole(model, List.of("w1 w2", "w3"), 8))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("text 2 holds no token behind its first");
    }
  }

  @Test
  void answerWithoutATokenIsRefused() {
    assertThatThrownBy(() -> passage(END, "w1", "  ", 64))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("what follows prompt 1 holds no token");
  }
}
