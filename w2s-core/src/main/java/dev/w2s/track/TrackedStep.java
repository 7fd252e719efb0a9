package dev.w2s.track;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.StepResult;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a finished step measured.
///
/// @param key of the step
/// @param kind `finetune`, `evaluate`, ...
/// @param title for people
/// @param curve of a training; empty for other steps
/// @param facts numbers about the result
/// @param provenance how it came to be
/// @param finished when
/// @param took how long
public record TrackedStep(
    StepKey key,
    String kind,
    String title,
    List<Point> curve,
    Map<String, Double> facts,
    Map<String, String> provenance,
    Instant finished,
    Duration took) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public TrackedStep {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(finished, "finished");
    Objects.requireNonNull(took, "took");
    curve = List.copyOf(curve);
    facts = Map.copyOf(facts);
    provenance = Map.copyOf(provenance);
  }

  /// An entry of a learning curve.
  ///
  /// @param step steps done
  /// @param values `loss`, `learning-rate`, ... in the order of their names
  public record Point(long step, SortedMap<String, Double> values) {}

  /// What a step's result says.
  ///
  /// @throws BadInputException where its learning curve is damaged
  public static TrackedStep of(PlannedStep step, StepResult result) {
    Map<String, String> provenance = result.provenance();
    double seconds = Double.parseDouble(provenance.getOrDefault("seconds", "0"));
    return new TrackedStep(
        step.key(),
        step.kind(),
        step.title(),
        curve(result.file("curve.jsonl")),
        result.facts(),
        provenance,
        Instant.parse(provenance.getOrDefault("finished", Instant.EPOCH.toString())),
        Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /// When an entry of the curve was made, had all steps taken equally long.
  public Instant time(Point point) {
    long last = Math.max(1, curve.isEmpty() ? 1 : curve.getLast().step());
    return finished.minus(took.multipliedBy(last - point.step()).dividedBy(last));
  }

  private static List<Point> curve(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream().map(TrackedStep::point).toList();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (JacksonException e) {
      throw new BadInputException(
          Problem.in(
              file,
              "this learning curve is damaged; delete the folder "
                  + file.getParent()
                  + " and run again"));
    }
  }

  private static Point point(String line) {
    JsonNode node = JSON.readTree(line);
    TreeMap<String, Double> values = new TreeMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue().asDouble()));
    values.remove("step");
    return new Point(node.required("step").asLong(), values);
  }
}
