package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.data.Prediction;
import dev.w2s.data.WeakLabelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From labels of one's own to a student, its labels of all rows, and how good it is.
class ElicitTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ROWS = 400;

  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private Program.Ended elicit(Path labels, String out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("elicit", "--task", tiny.file("mood.yaml"), "--labels", labels, "--student"));
    arguments.addAll(List.of("file:" + tiny.file("model"), "--out", tiny.file(out)));
    arguments.addAll(List.of("--store", tiny.file("store"), "--threads", 1, "--epochs", 3));
    arguments.addAll(List.of("--methods", "naive,logistic-filter"));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  private static String right(int row) {
    return row % 2 == 0 ? "good" : "bad";
  }

  private static String line(String id, String label) {
    return "{\"id\": \"%s\", \"label\": \"%s\"}".formatted(id, label);
  }

  /// Labels of which one in `wrong` is wrong.
  private Path labels(int rows, int wrong) throws IOException {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(line("row-" + i, right(random.nextInt(wrong) == 0 ? i + 1 : i)));
    }
    return Files.write(tiny.file("labels.jsonl"), lines);
  }

  private Path truth(int rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      lines.add(line("row-" + i, right(i)));
    }
    return Files.write(tiny.file("truth.jsonl"), lines);
  }

  private JsonNode found(String out) throws IOException {
    return JSON.readTree(Files.readString(tiny.file(out).resolve("elicit.json")));
  }

  private static void assertRefused(Program.Ended ended, String... words) {
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(words).doesNotContain("\tat ");
  }

  @Test
  void whatEstimatesIsNotWhatPicks() throws IOException {
    Program.Ended ended = elicit(labels(360, 5), "out", "--truth", truth(80));

    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode found = found("out");
    assertThat(found.get("pickedBy").asString()).isEqualTo("truth");
    assertThat(found.get("accuracy").get("n").asInt()).isEqualTo(40);
    assertThat(found.get("scores").get("naive").get("n").asInt()).isBetween(10, 40);
    assertThat(found.get("learnedFrom").asInt()).isLessThanOrEqualTo(280);
    assertThat(ended.out()).contains("40 rows have no label", "paired by row", "picked");
    double labelled = found.get("compared").get("labels").get("value").asDouble();
    double student = found.get("compared").get("student").get("value").asDouble();
    double gain = found.get("compared").get("gain").get("value").asDouble();
    assertThat(gain).isEqualTo(student - labelled, within(1e-9));
  }

  @Test
  void studentLabelsEveryRowAndReviewHoldsTheDifferences() throws IOException {
    Path own = labels(ROWS, 5);
    Program.Ended ended = elicit(own, "out");

    assertThat(ended.code()).as(ended.err()).isZero();
    Path out = tiny.file("out");
    List<String> classes = List.of("bad", "good");
    Map<String, Prediction> said = WeakLabelFile.read(out.resolve("labels.jsonl"), classes);
    Map<String, Prediction> labels = WeakLabelFile.read(own, classes);
    assertThat(said).hasSize(ROWS);
    long differ =
        said.values().stream().filter(p -> p.label() != labels.get(p.id()).label()).count();
    assertThat(Files.readAllLines(out.resolve("review.jsonl"))).hasSize((int) differ);
    assertThat(found("out").get("differ").asInt()).isEqualTo((int) differ);
    assertThat(out.resolve("student").resolve("config.json")).exists();
    assertThat(found("out").get("pickedBy").asString()).isEqualTo("agreement");
    assertThat(ended.out()).contains("nobody knows without truth", "only a hint");
  }

  @Test
  void sameCommandAgainTakesAllFromTheStore() throws IOException {
    Path own = labels(ROWS, 5);
    assertThat(elicit(own, "out").code()).isZero();
    String first = Files.readString(tiny.file("out").resolve("labels.jsonl"));

    assertRefused(elicit(own, "out"), "holds a finished elicit.json");
    Files.delete(tiny.file("out").resolve("elicit.json"));
    Program.Ended again = elicit(own, "out");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Files.readString(tiny.file("out").resolve("labels.jsonl"))).isEqualTo(first);
  }

  @Test
  void votesBecomeLabels() throws IOException {
    List<String> lines = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < ROWS; i++) {
      lines.add(
          "{\"id\": \"row-%d\", \"one\": \"%s\", \"two\": \"%s\", \"three\": %s}"
              .formatted(
                  i,
                  right(i),
                  right(i + (random.nextInt(4) == 0 ? 1 : 0)),
                  i % 3 == 0 ? -1 : "null"));
    }
    Path votes = Files.write(tiny.file("votes.jsonl"), lines);

    Program.Ended ended = elicit(votes, "out", "--votes", "dawid_skene", "--probe");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(found("out").get("labelled").asInt()).isEqualTo(ROWS);
  }

  @Test
  void labelsOfRowsThatAreNotThereAreTold() throws IOException {
    Path own = labels(ROWS, 5);
    List<String> lines = new ArrayList<>(Files.readAllLines(own));
    lines.add(line("row-4711", "good"));
    Files.write(own, lines);

    Program.Ended ended = elicit(own, "out", "--probe");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("1 labels are of rows that are not there, such as 'row-4711'");
    assertThat(found("out").get("unknown").asInt()).isEqualTo(1);
  }

  @Test
  void badInputIsRefused() throws IOException {
    Path none = Files.write(tiny.file("none.jsonl"), List.of(line("x", "good")));
    assertRefused(elicit(none, "out"), "none of the 1 labels is of a row of the task", "row-0");
    Path one = Files.write(tiny.file("one.jsonl"), List.of(line("row-1", "good")));
    assertRefused(elicit(one, "out"), "all 1 labels name one class, 'good'");
    Path twice =
        Files.write(tiny.file("twice.jsonl"), List.of(line("row-1", "good"), line("row-1", "bad")));
    assertRefused(elicit(twice, "out"), "row 2", "stands in an earlier row, too");
    Path other = Files.write(tiny.file("other.jsonl"), List.of(line("row-1", "goood")));
    assertRefused(elicit(other, "out"), "unknown class 'goood'");
    Path truth = Files.write(tiny.file("truth.jsonl"), List.of(line("row-9999", "good")));
    assertRefused(elicit(labels(ROWS, 5), "out", "--truth", truth), "of no row of the task");
    assertRefused(elicit(labels(20, 5), "out"), "a tenth of the labels is held out");
    assertRefused(elicit(labels(ROWS, 5), "out", "--truth", truth(ROWS)), "kept apart");
    assertThat(tiny.file("out").resolve("elicit.json")).doesNotExist();
  }
}
