package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
  @ParameterizedTest
  @CsvSource({
    "EXACT, Paris, ' Paris ', true",
    "EXACT, Paris, paris, false",
    "WORDS, the Eiffel Tower, 'Eiffel  tower.', true",
    "WORDS, a theatre, atheatre, false",
    "WORDS, Tower, Towers, false",
    "NUMBER, '1,200', 'They cost $1200.00.', true",
    "NUMBER, -3, 'minus: -3', true",
    "NUMBER, 12, 'first 12, then 13', false",
    "NUMBER, .5, 0.50, true",
    "NUMBER, 12, none, false",
    "MOVE, e7e8q, e7e8q, true",
    "MOVE, e7e8q, e7e8, false"
  })
  void answersAreComparedInOneForm(Match match, String reference, String answer, boolean same) {
    assertThat(new Reference(reference, match).isMetBy(answer)).isEqualTo(same);
  }

  @Test
  void referenceIsNotBlank() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Reference(" ", Match.EXACT));
  }
}
