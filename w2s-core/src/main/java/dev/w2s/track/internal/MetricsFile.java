package dev.w2s.track.internal;

import dev.w2s.problem.IoFailure;
import dev.w2s.track.StepTracker;
import dev.w2s.track.TrackedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The file `metrics.jsonl`: a line for each entry of a learning curve, and one for each step's
/// facts. Each run writes it anew.
public final class MetricsFile implements StepTracker {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final String study;
  private boolean begun;

  public MetricsFile(Path file, String study) {
    this.file = file;
    this.study = study;
  }

  @Override
  public void track(TrackedStep step) {
    List<String> lines = new ArrayList<>();
    for (TrackedStep.Point point : step.curve()) {
      lines.add(line(step, point.values()).put("step", point.step()).toString());
    }
    if (!step.facts().isEmpty()) {
      lines.add(line(step, new TreeMap<>(step.facts())).toString());
    }
    append(lines);
  }

  private ObjectNode line(TrackedStep step, SortedMap<String, Double> values) {
    ObjectNode line = JSON.createObjectNode();
    line.put("study", study);
    line.put("key", step.key().hex());
    line.put("kind", step.kind());
    line.put("title", step.title());
    ObjectNode metrics = line.putObject("metrics");
    for (Map.Entry<String, Double> value : values.entrySet()) {
      metrics.put(value.getKey(), value.getValue());
    }
    return line;
  }

  private void append(List<String> lines) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      StandardOpenOption how =
          begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
      begun = true;
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
