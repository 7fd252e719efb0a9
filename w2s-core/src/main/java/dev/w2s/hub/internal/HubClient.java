package dev.w2s.hub.internal;

import dev.w2s.hub.HubSettings;
import dev.w2s.problem.CancelledException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLHandshakeException;

/// Asks the hub: through the JVM's proxies, with the token for the hub itself and for nobody it
/// redirects to, again where a server is busy.
public final class HubClient {
  /// How often a request is sent before it is given up.
  static final int ATTEMPTS = 5;

  private static final int UNCONNECTED_ATTEMPTS = 3;
  private static final int HOPS = 8;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final HubSettings settings;
  private final HttpClient http;
  private final String agent;

  public HubClient(HubSettings settings) {
    this.settings = settings;
    this.agent =
        "w2s; java/" + Runtime.version().feature() + "; " + System.getProperty("os.name", "");
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(shorter(CONNECT, settings.timeout()))
            .followRedirects(HttpClient.Redirect.NEVER);
    Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
    this.http = builder.build();
  }

  HubSettings settings() {
    return settings;
  }

  /// Fetches a body, wherever redirects lead. The caller closes it.
  ///
  /// @throws IOException where no server answered
  HttpResponse<InputStream> get(URI uri, Map<String, String> headers) throws IOException {
    return followed("GET", uri, headers, (from, to) -> true);
  }

  /// Fetches headers. A redirect to another host is not followed: the hub says of a large file what
  /// it is before it sends on to the storage.
  ///
  /// @throws IOException where no server answered
  HttpResponse<InputStream> head(URI uri) throws IOException {
    return followed("HEAD", uri, Map.of(), HubClient::sameOrigin);
  }

  private HttpResponse<InputStream> followed(
      String method, URI start, Map<String, String> headers, BiPredicate<URI, URI> follow)
      throws IOException {
    URI uri = start;
    for (int hop = 0; hop < HOPS; hop++) {
      HttpResponse<InputStream> response = patient(request(method, uri, headers));
      Optional<URI> next = target(response);
      if (next.isEmpty() || !follow.test(uri, next.get()) || isDescribed(method, response)) {
        return response;
      }
      response.body().close();
      uri = secure(uri, next.get());
    }
    throw new IOException(start + " redirects more than " + HOPS + " times");
  }

  private static boolean isDescribed(String method, HttpResponse<?> response) {
    return method.equals("HEAD") && response.headers().firstValue("x-linked-etag").isPresent();
  }

  private static Optional<URI> target(HttpResponse<?> response) throws IOException {
    if (response.statusCode() / 100 != 3) {
      return Optional.empty();
    }
    try {
      return response.headers().firstValue("location").map(response.uri()::resolve);
    } catch (IllegalArgumentException e) {
      throw new IOException(response.uri() + " redirects to what is no address", e);
    }
  }

  private static URI secure(URI from, URI to) throws IOException {
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    if (scheme.equals("https") || (scheme.equals("http") && !from.getScheme().equals("https"))) {
      return to;
    }
    throw new IOException(from + " redirects to an address that is not https: " + to);
  }

  private HttpRequest request(String method, URI uri, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(settings.timeout())
            .header("User-Agent", agent)
            .header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    if (sameOrigin(uri, settings.endpoint())) {
      settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    return request.build();
  }

  static boolean sameOrigin(URI a, URI b) {
    return String.valueOf(a.getScheme()).equalsIgnoreCase(b.getScheme())
        && String.valueOf(a.getHost()).equalsIgnoreCase(b.getHost())
        && port(a) == port(b);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /// An answer that is final: anything but "later".
  private HttpResponse<InputStream> patient(HttpRequest request) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Duration wait = backoff(attempt);
      try {
        HttpResponse<InputStream> response = send(request);
        if (!isBusy(response.statusCode()) || attempt == ATTEMPTS) {
          return response;
        }
        wait = RetryAfter.of(response.headers()).orElse(wait);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
          return response;
        }
        response.body().close();
      } catch (IOException e) {
        if (attempt >= attempts(e)) {
          throw e;
        }
      }
      sleep(wait);
    }
  }

  /// Where there is no way to a server, the cache may do, and should soon.
  private static int attempts(IOException e) {
    return switch (e) {
      case SSLHandshakeException untrusted -> 1;
      case ConnectException refused -> UNCONNECTED_ATTEMPTS;
      case HttpConnectTimeoutException silent -> UNCONNECTED_ATTEMPTS;
      default -> ATTEMPTS;
    };
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      throw cancelled();
    }
  }

  private static boolean isBusy(int status) {
    return status == 408 || status == 429 || status == 500 || (status >= 502 && status <= 504);
  }

  /// The wait before the next attempt.
  Duration backoff(int attempt) {
    return settings.backoff().multipliedBy(1L << (attempt - 1));
  }

  void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      throw cancelled();
    }
  }

  static CancelledException cancelled() {
    Thread.currentThread().interrupt();
    return new CancelledException();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
