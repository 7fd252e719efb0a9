package dev.w2s.hub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A hub and its storage on this machine, and what tests of it share.
@Timeout(60)
abstract class HubOnThisMachine {
  static final String REPOSITORY = "org/name";
  static final String WEIGHTS = "model.safetensors";
  static final String CONFIG = "config.json";
  static final HubAddress ADDRESS = HubAddress.parse("hf:org/name");
  static final byte[] BYTES = bytes(300_000, 1);
  static final String HASH = HubServer.hex("SHA-256", BYTES);

  @TempDir Path cache;

  final HubServer server =
      new HubServer()
          .small(REPOSITORY, CONFIG, "{}")
          .small(REPOSITORY, "1_Pooling/config.json", "{\"a\": 1}")
          .large(REPOSITORY, WEIGHTS, BYTES);

  @AfterEach
  void close() {
    server.close();
  }

  static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  HubSettings settings(Optional<String> token, boolean offline) {
    return new HubSettings(
        server.endpoint(), cache, token, offline, Duration.ofSeconds(5), Duration.ofMillis(5));
  }

  Hub hub() {
    return new Hub(settings(Optional.empty(), false), HubProgress.SILENT);
  }

  Hub hub(String token) {
    return new Hub(settings(Optional.of(token), false), HubProgress.SILENT);
  }

  Hub offline() {
    return new Hub(settings(Optional.empty(), true), HubProgress.SILENT);
  }

  Path weights(Hub hub) {
    return hub.snapshot(ADDRESS).fetch(List.of(WEIGHTS)).resolve(WEIGHTS);
  }

  Path folder() {
    return cache.resolve("models--org--name");
  }

  Path part() {
    return folder().resolve("blobs").resolve(HASH + ".w2s.incomplete");
  }

  /// Spoils the next requests of a method to a path's end.
  void spoil(int times, String method, String ending, HubServer.Fault how) {
    AtomicInteger left = new AtomicInteger(times);
    server.fault(exchange ->
        exchange.getRequestMethod().equals(method)
            && exchange.getRequestURI().getPath().endsWith(ending)
            && !isHubsRedirect(exchange)
            && left.getAndDecrement() > 0
            && how.spoil(exchange));
  }

  /// The hub itself gives no bytes of a large file.
  boolean isHubsRedirect(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().endsWith(WEIGHTS)
        && exchange.getLocalAddress().getPort() == server.endpoint().getPort();
  }

  static boolean cut(HttpExchange exchange, int end) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    HubServer.cut(exchange, BYTES, start, end);
    return true;
  }

  static boolean refuse(HttpExchange exchange, int status, String code) throws IOException {
    HubServer.refuse(exchange, status, code);
    return true;
  }
}
