package dev.w2s.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Match;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.generate.Completion;
import dev.w2s.generate.Completion.End;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MajorityAnswerTest {
  /// Samples that are the less likely the later they come.
  private static WrittenAnswer count(Match match, String... texts) {
    List<Completion> samples =
        IntStream.range(0, texts.length)
            .mapToObj(i -> new Completion(texts[i], List.of(i), -1 - i, End.STOP))
            .toList();
    return MajorityAnswer.of("a", samples, match);
  }

  private static WrittenAnswer answer(String text, double logProbability, double share) {
    return new WrittenAnswer("a", text, logProbability, OptionalDouble.of(share));
  }

  @Test
  void mostVotesWinWhateverIsLikeliest() {
    assertThat(count(Match.MOVE, " a1a2", " b1b2", " b1b2", " c1c2"))
        .isEqualTo(answer("b1b2", -2, .5));
  }

  @Test
  void answersAreTheSameAsTheTestTakesThem() {
    assertThat(count(Match.NUMBER, " 11", " so $1,200.00", " it is 1200", " 12"))
        .isEqualTo(answer("so $1,200.00", -2, .5));
    assertThat(count(Match.WORDS, "Paris", "The  Rome", "rome!"))
        .isEqualTo(answer("The  Rome", -2, 2 / 3.));
    assertThat(count(Match.EXACT, "Paris", "The  Rome", "rome!"))
        .isEqualTo(answer("Paris", -1, 1 / 3.));
  }

  @Test
  void likeliestOfEqualsWins() {
    assertThat(count(Match.MOVE, " a", " b", " b", " a")).isEqualTo(answer("a", -1, .5));
  }

  @Test
  void silenceHasNoVoteButCounts() {
    assertThat(count(Match.MOVE, "", " ", "", " e2e4")).isEqualTo(answer("e2e4", -4, .25));
    assertThat(count(Match.MOVE, "", " ")).isEqualTo(answer("", -1, 0));
  }

  @Test
  void moreVotesAreMoreConfidentThanMoreProbability() {
    List<WrittenAnswer> sorted =
        List.of(
            answer("all", -9, 1),
            answer("few", -1, .25),
            answer("likely", -1, .5),
            answer("half", -2, .5));
    assertThat(sorted.stream().sorted(WrittenAnswer.BY_CONFIDENCE.reversed()))
        .extracting(WrittenAnswer::text)
        .containsExactly("all", "likely", "half", "few");
  }
}
