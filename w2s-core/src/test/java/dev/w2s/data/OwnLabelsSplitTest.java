package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnLabelsSplitTest {
  private static final Path FILE = Path.of("labels.jsonl");

  /// Rows in groups of up to three, with texts of which some are there twice, labels of nine tenths
  /// of them, and truth of some.
  private static OwnLabels drawn(long seed, int rows, int known) {
    Random random = new Random(seed);
    List<Example> train = new ArrayList<>();
    Map<String, Prediction> labels = new LinkedHashMap<>();
    Map<String, Prediction> truth = new LinkedHashMap<>();
    for (int i = 0; i < rows; i++) {
      String text = (random.nextBoolean() ? "Text  " : "text ") + random.nextInt(rows * 3);
      train.add(new Example("r" + i, "g" + i / 3, List.of(text), 0, OptionalDouble.empty()));
      if (random.nextInt(10) > 0) {
        labels.put("r" + i, certain("r" + i, random.nextInt(3)));
      }
      if (i < known) {
        truth.put("r" + i, certain("r" + i, random.nextInt(3)));
      }
    }
    Examples examples = new Examples(List.of("a", "b", "c"), train, List.of());
    return OwnLabels.join(examples, FILE, labels, FILE, truth);
  }

  private static Prediction certain(String id, int label) {
    float[] probabilities = new float[3];
    probabilities[label] = 1;
    return new Prediction(id, probabilities);
  }

  private static Set<Object> of(List<Example> rows, Function<Example, ?> part) {
    return new HashSet<>(rows.stream().map(part).toList());
  }

  @ParameterizedTest
  @CsvSource({"1,600,0", "2,600,12", "3,900,200", "4,1200,600"})
  void nothingThatPicksOrEstimatesIsLearnedFrom(long seed, int rows, int known) {
    OwnLabels labels = drawn(seed, rows, known);
    OwnLabelsSplit split = OwnLabelsSplit.of(labels, rows);

    List<Example> apart = Stream.concat(split.pick().stream(), split.estimate().stream()).toList();
    assertThat(of(split.train(), Example::id)).doesNotContainAnyElementsOf(of(apart, Example::id));
    assertThat(of(split.train(), Example::group))
        .doesNotContainAnyElementsOf(of(apart, Example::group));
    assertThat(of(split.train(), OwnLabels::texts))
        .doesNotContainAnyElementsOf(of(apart, OwnLabels::texts));
    assertThat(of(split.estimate(), OwnLabels::texts))
        .doesNotContainAnyElementsOf(of(split.pick(), OwnLabels::texts));
    assertThat(of(split.estimate(), Example::group))
        .doesNotContainAnyElementsOf(of(split.pick(), Example::group));
    assertThat(split.train()).allMatch(row -> labels.weak(row.id()).orElseThrow() == row.label());
    assertThat(OwnLabelsSplit.of(labels, rows)).isEqualTo(split);
  }

  @ParameterizedTest
  @CsvSource({"1,600,0,false,0", "2,600,12,false,12", "3,900,200,true,96"})
  void truthPicksWhereThereIsEnoughOfIt(
      long seed, int rows, int known, boolean byTruth, int estimate) {
    OwnLabels labels = drawn(seed, rows, known);
    OwnLabelsSplit split = OwnLabelsSplit.of(labels, rows);

    assertThat(split.byTruth()).isEqualTo(byTruth);
    assertThat(split.estimate()).hasSize(estimate);
    assertThat(split.estimate()).allMatch(row -> labels.truth().get(row.id()) == row.label());
    assertThat(split.pick())
        .allMatch(row ->
            row.label()
                == (byTruth ? labels.truth().get(row.id()) : labels.weak(row.id()).orElseThrow()));
    assertThat(split.studyRows().test() % 3).isZero();
  }

  @Test
  void repeatedTextsAreCountedAndThoseThatContradict() {
    List<String> texts = List.of("one", "two", " ONE ", "two", "three", "two", "four");
    int[] classes = {0, 1, 0, 1, 2, 2};
    List<Example> rows = new ArrayList<>();
    Map<String, Prediction> labels = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      String id = "r" + i;
      rows.add(new Example(id, id, List.of(texts.get(i)), 0, OptionalDouble.empty()));
      if (i < classes.length) {
        labels.put(id, certain(id, classes[i]));
      }
    }
    OwnLabels own =
        OwnLabels.join(
            new Examples(List.of("a", "b", "c"), rows, List.of()), FILE, labels, FILE, Map.of());
    assertThat(own.repeated()).isEqualTo(3);
    assertThat(own.contradicting()).as("the rows of 'two'").isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"50", "200"})
  void noMoreRowsAreLearnedFromThanAsked(int most) {
    assertThat(OwnLabelsSplit.of(drawn(5, 900, 0), most).train()).hasSize(most);
  }
}
