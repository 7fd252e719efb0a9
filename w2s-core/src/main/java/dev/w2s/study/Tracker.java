package dev.w2s.study;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Who is told, beside the report, what the steps of a study measured. Part of no step's key.
public sealed interface Tracker {
  /// Those that need no settings, by the names that a study file knows them by.
  Map<String, Tracker> NAMED =
      Map.of(
          "tensorboard", new TensorBoard(),
          "metrics", new Metrics(),
          "mlflow", new Mlflow(Optional.empty()));

  /// Event files that TensorBoard reads.
  record TensorBoard() implements Tracker {}

  /// The file `metrics.jsonl`.
  record Metrics() implements Tracker {}

  /// A tracking server of MLflow.
  ///
  /// @param server its address, `http` or `https`; empty for that in `MLFLOW_TRACKING_URI`
  record Mlflow(Optional<URI> server) implements Tracker {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public Mlflow {
      Objects.requireNonNull(server, "server");
      server
          .filter(at -> !isWeb(at))
          .ifPresent(at -> {
            throw noServer(at.toString());
          });
    }

    private static boolean isWeb(URI server) {
      return server.getScheme() != null
          && SCHEMES.contains(server.getScheme())
          && server.getHost() != null;
    }

    private static IllegalArgumentException noServer(String words) {
      return new IllegalArgumentException(
          "mlflow must be the address of a server, such as http://localhost:5000, but was '%s'"
              .formatted(words));
    }
  }

  /// The tracker of that name, as a study file writes it.
  ///
  /// @throws IllegalArgumentException where there is none; the message names all
  static Tracker named(String name) {
    Tracker named = NAMED.get(name);
    if (named == null) {
      throw new IllegalArgumentException(
          "track must name tensorboard, metrics or mlflow but was '" + name + "'");
    }
    return named;
  }

  /// The server of that address.
  ///
  /// @throws IllegalArgumentException where it is no address of the web
  static Mlflow mlflow(String server) {
    try {
      return new Mlflow(Optional.of(new URI(server)));
    } catch (URISyntaxException e) {
      throw Mlflow.noServer(server);
    }
  }
}
