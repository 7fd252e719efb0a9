package dev.w2s.track.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.w2s.problem.CancelledException;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests to MLflow's REST API.
final class MlflowClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String server;
  private final String token;

  MlflowClient(URI server, String token) {
    this.server = server.toString().replaceAll("/+$", "");
    this.token = token;
  }

  /// What a resource says; empty where there is none.
  Optional<JsonNode> get(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), UTF_8))
            .collect(Collectors.joining("&", "?", ""));
    HttpResponse<String> response = send(request(path + query).GET().build());
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(response));
  }

  /// The answer to an order.
  JsonNode post(String path, JsonNode order) {
    return body(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order.toString()))
                .build()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + path)).timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new FailedException(this + ": this server does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  private JsonNode body(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new FailedException(
          "%s: this server refuses with status %d".formatted(this, response.statusCode()));
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new FailedException(this + ": this server does not answer as MLflow does", e);
    }
  }

  @Override
  public String toString() {
    return "MLflow at " + server;
  }
}
