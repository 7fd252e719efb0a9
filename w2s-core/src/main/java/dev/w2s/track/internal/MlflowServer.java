package dev.w2s.track.internal;

import dev.w2s.problem.FailedException;
import dev.w2s.track.StepTracker;
import dev.w2s.track.TrackedStep;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tracking server of MLflow, spoken to by its REST API 2.0: a study is an experiment, a step a
/// run of it, which carries the step's key as a tag. A run that is finished is not made again.
public final class MlflowServer implements StepTracker {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "w2s.key";

  /// As many metrics as one request may carry.
  private static final int BATCH = 1000;

  private static final int PAGE = 1000;

  private final MlflowClient client;
  private final String study;
  private final Set<String> finished = new HashSet<>();
  private @Nullable String experiment;

  /// A server that is not asked before the first step.
  ///
  /// @param token sent as a bearer token; empty for none
  public MlflowServer(URI server, String token, String study) {
    this.client = new MlflowClient(server, token);
    this.study = study;
  }

  @Override
  public void track(TrackedStep step) {
    if (step.curve().isEmpty() && step.facts().isEmpty()) {
      return;
    }
    String known = experiment();
    if (finished.add(step.key().hex())) {
      String run = create(known, step);
      List<ObjectNode> metrics = metrics(step);
      for (int from = 0; from < metrics.size(); from += BATCH) {
        log(run, metrics.subList(from, Math.min(from + BATCH, metrics.size())));
      }
      finish(run, step);
    }
  }

  private String experiment() {
    if (experiment == null) {
      experiment =
          client
              .get("experiments/get-by-name", Map.of("experiment_name", study))
              .map(found -> text(found.at("/experiment/experiment_id")))
              .orElseGet(this::createExperiment);
      findFinished(experiment);
    }
    return experiment;
  }

  private String createExperiment() {
    JsonNode made = client.post("experiments/create", JSON.createObjectNode().put("name", study));
    return text(made.at("/experiment_id"));
  }

  private void findFinished(String experiment) {
    String page = "";
    do {
      ObjectNode request = JSON.createObjectNode();
      request.putArray("experiment_ids").add(experiment);
      request.put("filter", "attributes.status = 'FINISHED'").put("max_results", PAGE);
      if (!page.isEmpty()) {
        request.put("page_token", page);
      }
      JsonNode answer = client.post("runs/search", request);
      for (JsonNode tag : answer.path("runs").findValues("tags")) {
        tag.forEach(this::remember);
      }
      page = answer.path("next_page_token").asString("");
    } while (!page.isEmpty());
  }

  private void remember(JsonNode tag) {
    if (tag.path("key").asString("").equals(KEY)) {
      finished.add(tag.path("value").asString(""));
    }
  }

  private String create(String experiment, TrackedStep step) {
    ObjectNode request = JSON.createObjectNode();
    request.put("experiment_id", experiment);
    request.put("run_name", step.title());
    request.put("start_time", step.finished().minus(step.took()).toEpochMilli());
    ArrayNode tags = request.putArray("tags");
    tag(tags, KEY, step.key().hex());
    tag(tags, "w2s.kind", step.kind());
    new TreeMap<>(step.provenance())
        .forEach((name, value) -> tag(tags, "w2s." + name.replace(' ', '-'), value));
    return text(client.post("runs/create", request).at("/run/info/run_id"));
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", value);
  }

  private static List<ObjectNode> metrics(TrackedStep step) {
    List<ObjectNode> metrics = new ArrayList<>();
    long last = 0;
    for (TrackedStep.Point point : step.curve()) {
      last = point.step();
      Instant time = step.time(point);
      point.values().forEach((name, value) -> metrics.add(metric(name, value, time, point.step())));
    }
    for (Map.Entry<String, Double> fact : new TreeMap<>(step.facts()).entrySet()) {
      metrics.add(metric("result/" + fact.getKey(), fact.getValue(), step.finished(), last));
    }
    return metrics;
  }

  private static ObjectNode metric(String name, double value, Instant time, long step) {
    return JSON.createObjectNode()
        .put("key", name)
        .put("value", value)
        .put("timestamp", time.toEpochMilli())
        .put("step", step);
  }

  private void log(String run, List<ObjectNode> metrics) {
    ObjectNode request = JSON.createObjectNode();
    request.put("run_id", run);
    request.putArray("metrics").addAll(metrics);
    client.post("runs/log-batch", request);
  }

  private void finish(String run, TrackedStep step) {
    ObjectNode request = JSON.createObjectNode();
    request.put("run_id", run).put("status", "FINISHED");
    request.put("end_time", step.finished().toEpochMilli());
    client.post("runs/update", request);
  }

  private String text(JsonNode value) {
    if (!value.isString() || value.asString().isEmpty()) {
      throw new FailedException(client + ": this server does not answer as MLflow does");
    }
    return value.asString();
  }
}
