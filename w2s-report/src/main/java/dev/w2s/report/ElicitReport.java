package dev.w2s.report;

import dev.w2s.data.OwnLabels;
import dev.w2s.data.OwnLabelsSplit;
import dev.w2s.file.DurableFiles;
import dev.w2s.finding.Elicited;
import dev.w2s.finding.Elicited.Compared;
import dev.w2s.finding.Elicited.Review;
import dev.w2s.finding.Elicited.Score;
import dev.w2s.finding.Elicited.Truth;
import dev.w2s.measure.Estimate;
import dev.w2s.problem.IoFailure;
import dev.w2s.report.internal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What `w2s elicit` found, in words, as `elicit.json`, and as the rows to look at.
public final class ElicitReport {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ElicitReport() {}

  /// What it found, a sentence or a line of a table each.
  public static List<String> words(Elicited found) {
    OwnLabels labels = found.split().labels();
    List<String> lines = new ArrayList<>(rows(found.split()));
    lines.add("");
    lines.add(
        found.split().byTruth()
            ? "Picked by accuracy on %s rows of known truth, as many of each class:"
                .formatted(count(found.scores().getFirst().score().rows()))
            : "Picked by agreement with the labels on %s held-out rows, as many of each class by their labels. A student may agree less and be right more often:"
                .formatted(count(found.scores().getFirst().score().rows())));
    found.scores().forEach(score -> lines.add(line(score, found.picked())));
    lines.add("");
    lines.addAll(found.truth().map(ElicitReport::truth).orElse(ElicitReport.unknown()));
    found.misfit().ifPresent(misfit -> lines.add(misfit(misfit)));
    lines.add(
        "Student and label differ on %s of the %s rows with a label."
            .formatted(count(found.review().size()), count(labels.labels().size())));
    return lines;
  }

  private static List<String> rows(OwnLabelsSplit split) {
    OwnLabels labels = split.labels();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s rows, %s with a label; students learned from %s of them."
            .formatted(
                count(labels.rows().size()),
                count(labels.labels().size()),
                count(split.train().size())));
    if (labels.unlabelled() > 0) {
      lines.add(
          "%s rows have no label: the student labels them, too."
              .formatted(count(labels.unlabelled())));
    }
    if (labels.repeated() > 0) {
      lines.add(
          "%s rows have the texts of an earlier row, case and white space aside; %s with a label share theirs with a row of another label. No text is both learned from and used to pick or to estimate."
              .formatted(count(labels.repeated()), count(labels.contradicting())));
    }
    if (!labels.unknown().isEmpty()) {
      lines.add(
          "%s labels are of rows that are not there, such as '%s': they were left out."
              .formatted(count(labels.unknown().size()), labels.unknown().getFirst()));
    }
    return lines;
  }

  private static String line(Score score, String picked) {
    return "  %-20s %8s  %s%s"
        .formatted(
            score.method(),
            Words.percent(score.score().value()),
            Words.ends(score.score().interval()),
            score.method().equals(picked) ? "  picked" : "");
  }

  private static List<String> truth(Truth truth) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Accuracy of the student: %s, on %s rows of known truth that nothing else has looked at."
            .formatted(estimate(truth.student()), count(truth.student().rows())));
    truth.compared().ifPresent(compared -> lines.add(compared(compared)));
    return lines;
  }

  private static String compared(Compared compared) {
    return "On the %s of them that have a label: labels %s, student %s; gain %s %s, paired by row."
        .formatted(
            count(compared.gain().rows()),
            estimate(compared.labels()),
            estimate(compared.student()),
            Words.points(compared.gain().value()),
            Words.ends(compared.gain().interval()));
  }

  private static List<String> unknown() {
    return List.of(
        "How accurate the student is nobody knows without truth: a few hundred rows with their right class, as --truth, would tell.");
  }

  private static String misfit(Estimate misfit) {
    return "Misfit: on %s rows that it did not learn from the student names another class than the label in %s. For squared errors and convex sets of students the gain is at least the misfit (arXiv 2405.15116); for classes that is no bound, only a hint."
        .formatted(count(misfit.rows()), estimate(misfit));
  }

  private static String estimate(Estimate estimate) {
    return Words.percent(estimate.value()) + " " + Words.ends(estimate.interval());
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Writes `review.jsonl` and then `elicit.json` into a folder. Each is there whole or not at all.
  public static void write(Elicited found, Path folder) {
    String review = found.review().stream().map(ElicitReport::review).collect(Collectors.joining());
    try {
      write(folder.resolve("review.jsonl"), review);
      write(folder.resolve("elicit.json"), json(found));
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static void write(Path file, String text) throws IOException {
    DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String review(Review row) {
    return MAPPER.writeValueAsString(row) + "\n";
  }

  private static String json(Elicited found) {
    OwnLabels labels = found.split().labels();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", 1);
    root.put("rows", labels.rows().size());
    root.put("labelled", labels.labels().size());
    root.put("unknown", labels.unknown().size());
    root.put("repeatedTexts", labels.repeated());
    root.put("contradicting", labels.contradicting());
    root.put("learnedFrom", found.split().train().size());
    root.put("pickedBy", found.split().byTruth() ? "truth" : "agreement");
    root.put("picked", found.picked());
    ObjectNode scores = root.putObject("scores");
    found.scores().forEach(score -> put(scores, score.method(), score.score()));
    found.truth().ifPresent(truth -> put(root, truth));
    found.misfit().ifPresent(misfit -> put(root, "misfit", misfit));
    root.put("differ", found.review().size());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode root, Truth truth) {
    put(root, "accuracy", truth.student());
    truth
        .compared()
        .ifPresent(compared -> {
          ObjectNode node = root.putObject("compared");
          put(node, "labels", compared.labels());
          put(node, "student", compared.student());
          put(node, "gain", compared.gain());
        });
  }

  private static void put(ObjectNode parent, String name, Estimate estimate) {
    ObjectNode node = parent.putObject(name);
    node.put("value", estimate.value());
    node.put("low", estimate.interval().low());
    node.put("high", estimate.interval().high());
    node.put("n", estimate.rows());
  }
}
