package dev.w2s.track;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A server that speaks the part of MLflow's REST API that trackers use, and remembers.
final class MlflowStandIn implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String API = "/api/2.0/mlflow/";

  /// A run as the server knows it.
  record Run(String id, ObjectNode info, List<JsonNode> metrics) {}

  final List<Run> runs = new ArrayList<>();
  final List<String> requests = new ArrayList<>();
  String experiment = "";
  String token = "";
  int refusesWith;
  private final HttpServer server;

  MlflowStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    requests.add(path);
    token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    ObjectNode answer =
        refusesWith > 0
            ? JSON.createObjectNode()
            : answer(path, body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body));
    boolean missing = path.endsWith("get-by-name") && answer.isEmpty();
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refusesWith > 0 ? refusesWith : missing ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode answer(String path, JsonNode request) {
    Map<String, Answer> answers =
        Map.of(
            "experiments/get-by-name", this::known,
            "experiments/create", this::experiment,
            "runs/search", this::finished,
            "runs/create", this::run,
            "runs/log-batch", this::log,
            "runs/update", this::update);
    return answers.get(path).to(request);
  }

  private interface Answer {
    ObjectNode to(JsonNode request);
  }

  private ObjectNode known(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    if (!experiment.isEmpty()) {
      answer.putObject("experiment").put("experiment_id", "7");
    }
    return answer;
  }

  private ObjectNode experiment(JsonNode request) {
    experiment = request.required("name").asString();
    return JSON.createObjectNode().put("experiment_id", "7");
  }

  private ObjectNode finished(JsonNode request) {
    ObjectNode answer = JSON.createObjectNode();
    for (Run run : runs) {
      if (run.info().path("status").asString("").equals("FINISHED")) {
        answer.withArray("runs").addObject().putObject("data").set("tags", run.info().get("tags"));
      }
    }
    return answer;
  }

  private ObjectNode run(JsonNode request) {
    String id = "run-" + runs.size();
    runs.add(new Run(id, (ObjectNode) request, new ArrayList<>()));
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("run").putObject("info").put("run_id", id);
    return answer;
  }

  private ObjectNode log(JsonNode request) {
    JsonNode metrics = request.required("metrics");
    if (metrics.size() > 1000) {
      throw new IllegalStateException("a batch has at most 1000 metrics");
    }
    metrics.forEach(named(request).metrics()::add);
    return JSON.createObjectNode();
  }

  private ObjectNode update(JsonNode request) {
    named(request).info().put("status", request.required("status").asString());
    return JSON.createObjectNode();
  }

  private Run named(JsonNode request) {
    String id = request.required("run_id").asString();
    return runs.stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
