package dev.w2s.hub;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where the hub is and how it is asked: what Python's `huggingface_hub` reads of the environment.
///
/// @param endpoint address of the hub or of a mirror, without a slash at its end
/// @param cache where fetched files are kept
/// @param token what opens private and gated repositories; sent to `endpoint` and nobody else
/// @param offline whether only the cache is asked
/// @param timeout after which a server that sends nothing is given up
/// @param backoff wait before the first repetition of a failed request; it doubles each time
public record HubSettings(
    URI endpoint,
    Path cache,
    Optional<String> token,
    boolean offline,
    Duration timeout,
    Duration backoff) {
  private static final String ENDPOINT = "https://huggingface.co";
  private static final int TIMEOUT = 30;
  private static final Duration BACKOFF = Duration.ofSeconds(1);
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

  public HubSettings {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(token, "token");
    if (!isWeb(endpoint)) {
      throw new IllegalArgumentException(
          "endpoint must be an http or https address but was " + endpoint);
    }
    if (!timeout.isPositive() || backoff.isNegative()) {
      throw new IllegalArgumentException(
          "timeout must be positive and backoff not negative but were %s and %s"
              .formatted(timeout, backoff));
    }
  }

  /// What this process's environment says.
  ///
  /// @throws BadInputException where a variable cannot be used
  public static HubSettings ofEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /// What an environment says: `HF_ENDPOINT`, `HF_HOME` (else `$XDG_CACHE_HOME/huggingface`, else
  /// `~/.cache/huggingface`), `HF_HUB_CACHE`, `HF_TOKEN` (else the file at `HF_TOKEN_PATH`, else
  /// `token` in `HF_HOME`, where `hf auth login` leaves it), `HF_HUB_OFFLINE` and
  /// `HF_HUB_DOWNLOAD_TIMEOUT` in seconds. Older names that Python still reads are read too.
  ///
  /// @throws BadInputException where a variable cannot be used
  public static HubSettings of(Map<String, String> environment, Path userHome) {
    Variables variables = new Variables(environment, userHome);
    Path home = home(variables, userHome);
    return new HubSettings(
        endpoint(variables),
        variables
            .path("HF_HUB_CACHE")
            .or(() -> variables.path("HUGGINGFACE_HUB_CACHE"))
            .orElse(home.resolve("hub")),
        token(variables, home),
        variables.truth("HF_HUB_OFFLINE") || variables.truth("TRANSFORMERS_OFFLINE"),
        Duration.ofSeconds(seconds(variables)),
        BACKOFF);
  }

  private static Path home(Variables variables, Path userHome) {
    return variables
        .path("HF_HOME")
        .orElseGet(() ->
            variables
                .path("XDG_CACHE_HOME")
                .orElse(userHome.resolve(".cache"))
                .resolve("huggingface"));
  }

  private static URI endpoint(Variables variables) {
    String text = variables.text("HF_ENDPOINT").orElse(ENDPOINT).replaceFirst("/+$", "");
    try {
      URI endpoint = URI.create(text);
      if (isWeb(endpoint)) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      throw notWeb(text);
    }
    throw notWeb(text);
  }

  private static boolean isWeb(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    return (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
  }

  private static BadInputException notWeb(String text) {
    return new BadInputException(
        "HF_ENDPOINT must be an http or https address, such as " + ENDPOINT + ", but is " + text);
  }

  private static Optional<String> token(Variables variables, Path home) {
    Optional<String> given =
        variables.text("HF_TOKEN").or(() -> variables.text("HUGGING_FACE_HUB_TOKEN"));
    if (given.isPresent()) {
      return given.map(token -> printable(token, "HF_TOKEN"));
    }
    Path file = variables.path("HF_TOKEN_PATH").orElse(home.resolve("token"));
    return Files.isRegularFile(file) ? tokenIn(file) : Optional.empty();
  }

  private static Optional<String> tokenIn(Path file) {
    try {
      return Optional.of(Files.readString(file).strip())
          .filter(token -> !token.isEmpty())
          .map(token -> printable(token, file.toString()));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// What is no header would not be sent, and its message would show the token.
  private static String printable(String token, String where) {
    if (token.chars().allMatch(c -> c > ' ' && c < 127)) {
      return token;
    }
    throw new BadInputException(
        where + " holds characters that no token has; copy the token again, hf_ and letters");
  }

  private static int seconds(Variables variables) {
    String text = variables.text("HF_HUB_DOWNLOAD_TIMEOUT").orElse(Integer.toString(TIMEOUT));
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new BadInputException(
          "HF_HUB_DOWNLOAD_TIMEOUT must be a whole number of seconds but is " + text);
    }
    return Integer.parseInt(text);
  }

  /// Without the token.
  @Override
  public String toString() {
    return "HubSettings[endpoint=%s, cache=%s, token=%s, offline=%s, timeout=%s, backoff=%s]"
        .formatted(endpoint, cache, token.map(t -> "***"), offline, timeout, backoff);
  }

  /// The environment, where an empty variable is none.
  private record Variables(Map<String, String> values, Path userHome) {
    Optional<String> text(String name) {
      return Optional.of(values.getOrDefault(name, "").strip()).filter(text -> !text.isEmpty());
    }

    Optional<Path> path(String name) {
      return text(name).map(text -> expanded(name, text));
    }

    boolean truth(String name) {
      return text(name).filter(text -> TRUE.contains(text.toUpperCase(Locale.ROOT))).isPresent();
    }

    private Path expanded(String name, String text) {
      try {
        return text.equals("~") || text.startsWith("~/")
            ? userHome.resolve(text.substring(1).replaceFirst("^/", ""))
            : Path.of(text).toAbsolutePath();
      } catch (InvalidPathException e) {
        throw new BadInputException(name + " is not a path: " + e.getMessage());
      }
    }
  }
}
