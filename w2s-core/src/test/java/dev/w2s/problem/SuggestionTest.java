package dev.w2s.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("epochs", "batch", "max-tokens");

  @ParameterizedTest
  @CsvSource({
    "a,a,0",
    "'',abc,3",
    "kitten,sitting,3",
    "epcohs,epochs,1",
    "epoch,epochs,1",
    "ca,abc,3"
  })
  void distanceCountsEditsAndSwaps(String a, String b, int edits) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
    assertThat(Suggestion.distance(b, a)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({
    "epoch,epochs",
    "bacth,batch",
    "maxTokens,max-tokens",
    "max_token,max-tokens",
    "EPOCHS,epochs"
  })
  void nearNameIsSuggested(String wrong, String right) {
    assertThat(Suggestion.of(wrong, KNOWN)).isEqualTo("did you mean '" + right + "'?");
  }

  @Test
  void knownNamesAreListedWhereNoneIsNear() {
    assertThat(Suggestion.of("colour", KNOWN)).isEqualTo("known are: epochs, batch, max-tokens");
  }
}
