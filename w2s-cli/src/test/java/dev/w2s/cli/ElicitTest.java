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
import java.util.Locale;
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
    List<Object> all = new ArrayList<>(List.of("--task", tiny.file("mood.yaml")));
    all.addAll(List.of(more));
    return elicitRows(labels, out, all.toArray());
  }

  private Program.Ended elicitRows(Path labels, String out, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("elicit", "--labels", labels, "--student"));
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

  /// A csv file with columns of other names; every text of 20 rows stands there once more, as
  /// truth.
  private Path csv() throws IOException {
    List<String> lines = new ArrayList<>(List.of("nr,title,review"));
    for (String row : TinyStudy.rows(ROWS)) {
      JsonNode read = JSON.readTree(row);
      lines.add(read.get("id").asString() + ",About," + read.get("text").asString());
    }
    for (int i = 0; i < 20; i++) {
      lines.add(
          lines
              .get(1 + i)
              .replaceFirst("row-", "copy-")
              .toUpperCase(Locale.ROOT)
              .replaceFirst("COPY-", "copy-"));
    }
    return Files.write(tiny.file("reviews.csv"), lines);
  }

  @Test
  void plainFileNeedsNoTask() throws IOException {
    Path own = labels(360, 5);
    List<String> truth = new ArrayList<>(Files.readAllLines(truth(80)));
    for (int i = 0; i < 20; i++) {
      truth.add(line("copy-" + i, right(i)));
    }
    Files.write(tiny.file("truth.jsonl"), truth);

    Program.Ended ended =
        elicitRows(
            own,
            "out",
            "--rows",
            csv(),
            "--id",
            "nr",
            "--text",
            "{title}: {review}",
            "--probe",
            "--truth",
            tiny.file("truth.jsonl"));

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("20 rows have the texts of an earlier row", "0 with a label");
    JsonNode found = found("out");
    assertThat(found.get("repeatedTexts").asInt()).isEqualTo(20);
    assertThat(found.get("rows").asInt()).isEqualTo(ROWS + 20);
    // Copies of what picks do not estimate.
    assertThat(found.get("accuracy").get("n").asInt()).isLessThanOrEqualTo(50);
    assertThat(Files.readAllLines(tiny.file("out").resolve("labels.jsonl"))).hasSize(ROWS + 20);
    assertThat(Files.readString(tiny.file("out").resolve("rows.jsonl"))).contains("About: ");
  }

  @Test
  void plainFileThatIsNotAsToldIsRefused() throws IOException {
    Path own = labels(360, 5);
    Path rows = csv();
    assertRefused(elicitRows(own, "out"), "--task or of --rows");
    assertRefused(elicit(own, "out", "--rows", rows), "--task or of --rows");
    assertRefused(elicit(own, "out", "--text", "review"), "--rows, which is not named");
    assertRefused(elicitRows(own, "out", "--rows", rows), "reviews.csv", "id");
    assertRefused(
        elicitRows(own, "out", "--rows", rows, "--id", "nr", "--text", "body"), "body", "review");
    assertRefused(
        elicitRows(own, "out", "--rows", rows, "--id", "nr", "--text", "{review"),
        "--text: text has a '{' that is never closed");
    assertRefused(
        elicitRows(own, "out", "--rows", rows, "--id", "title", "--text", "review"),
        "row 2",
        "title is 'About', as in an earlier row");
    assertRefused(
        elicitRows(
            own, "out", "--rows", rows, "--id", "nr", "--text", "review", "--classes", "good"),
        "1 classes are named by --classes",
        "2 to 100");
    Path numbers =
        Files.write(
            tiny.file("p.jsonl"), List.of("{\"id\": \"row-1\", \"probabilities\": [0.5, 0.5]}"));
    assertRefused(
        elicitRows(numbers, "out", "--rows", rows, "--id", "nr", "--text", "review"),
        "p.jsonl",
        "which classes there are");
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
