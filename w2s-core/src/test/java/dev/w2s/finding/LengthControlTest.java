package dev.w2s.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Example;
import dev.w2s.data.Reading;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.measure.Outcomes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthControlTest {
  /// 30 pairs whose better text is the longer one, 10 whose better text is the shorter, 5 of one
  /// length; the better text stands first in every second.
  private static final List<Example> PAIRS =
      IntStream.range(0, 45)
          .mapToObj(i -> pair(i, i < 30 ? "four" : i < 40 ? "2" : "two", i < 40 ? "two" : "one"))
          .toList();

  private static Example pair(int i, String better, String worse) {
    List<String> texts = i % 2 == 0 ? List.of(better, worse) : List.of(worse, better);
    return new Example("p" + i, "p" + i, texts, i % 2, OptionalDouble.empty());
  }

  private static Task task(Reading.Answer answer) {
    Reading reading =
        new Reading(
            List.of("{choice}"), answer, Optional.empty(), Optional.empty(), Optional.empty());
    return new Task(
        "pairs",
        1,
        "",
        "",
        List.of("first", "second"),
        List.of(new Source.File(Path.of("pairs.jsonl"))),
        List.of(),
        reading,
        true);
  }

  private static final Task COMPARES =
      task(new Reading.Answer.Comparison("chosen", "rejected", new Reading.Verdict.One(), false));

  /// Takes the longer text always; of two of one length the better.
  private static Outcomes longer(List<Example> pairs) {
    int[] right = IntStream.range(0, pairs.size()).map(i -> i >= 30 && i < 40 ? 0 : 1).toArray();
    return Outcomes.of(List.of(right), IntStream.range(0, pairs.size()).map(i -> 1).toArray());
  }

  @Test
  void takingTheLongerTextIsRightOnHalf() {
    Outcomes all = Outcomes.agreement(List.of(new int[45]), List.of(new int[45]));
    LengthControl found =
        LengthControl.of(COMPARES, PAIRS, longer(PAIRS), List.of(all)).orElseThrow();
    assertThat(found.longer()).isEqualTo(30);
    assertThat(found.shorter()).isEqualTo(10);
    assertThat(found.equal()).isEqualTo(5);
    assertThat(found.longerIsBetter()).isEqualTo(.75);
    LengthControl.Controlled weak = found.roles().getFirst();
    assertThat(weak.accuracy().value()).isCloseTo(.5, within(1e-12));
    assertThat(weak.whereLonger().value()).isEqualTo(1);
    assertThat(weak.whereShorter().value()).isZero();
    assertThat(weak.overWeak()).isEmpty();
    assertThat(found.roles().getLast().overWeak().orElseThrow().value())
        .isCloseTo(.5, within(1e-12));
  }

  @Test
  void otherTasksAndTooFewPairsHaveNone() {
    Outcomes right = longer(PAIRS.subList(0, 39));
    assertThat(LengthControl.of(COMPARES, PAIRS.subList(0, 39), right, List.of(right))).isEmpty();
    Task classes = task(new Reading.Answer.Field("label", Map.of("0", "first"), List.of()));
    assertThat(LengthControl.of(classes, PAIRS, longer(PAIRS), List.of())).isEmpty();
  }
}
