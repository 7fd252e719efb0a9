package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Connections that break, and bytes that are not those that were promised.
class HubTransfersTest extends HubOnThisMachine {
  @Test
  void cutConnectionIsTakenUpWhereItBroke() {
    spoil(
        2,
        "GET",
        WEIGHTS,
        exchange -> cut(exchange, 100_000 + 50_000 * Math.min(1, rangeOf(exchange))));
    assertThat(weights(hub())).hasBinaryContent(BYTES);
    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("storage GET"))
        .hasSize(3)
        .anyMatch(request -> request.endsWith("bytes=100000-"))
        .anyMatch(request -> request.endsWith("bytes=150000-"));
  }

  private static int rangeOf(HttpExchange exchange) {
    return exchange.getRequestHeaders().containsKey("Range") ? 1 : 0;
  }

  @Test
  void connectionThatIsAlwaysCutFailsAndKeepsItsBytes() throws IOException {
    spoil(100, "GET", WEIGHTS, exchange -> cut(exchange, 100_000));
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("model.safetensors of hf:org/name")
        .hasMessageContaining("100,000 of 300,000 bytes are kept");
    assertThat(Files.size(part())).isEqualTo(100_000);
  }

  @Test
  void earlierAttemptIsGoneOnWith() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), Arrays.copyOf(BYTES, 250_000));
    assertThat(weights(hub())).hasBinaryContent(BYTES);
    assertThat(server.requests()).anyMatch(request -> request.endsWith("bytes=250000-"));
  }

  @Test
  void damagedEarlierAttemptIsFetchedAnew() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes(250_000, 2));
    assertThat(weights(hub())).hasBinaryContent(BYTES);
    assertThat(server.bodies()).isEqualTo(2);
  }

  @Test
  void longerEarlierAttemptIsFetchedAnew() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes(400_000, 2));
    assertThat(weights(hub())).hasBinaryContent(BYTES);
  }

  @Test
  void serverWithoutRangesIsReadFromTheStart() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), Arrays.copyOf(BYTES, 1000));
    spoil(
        1,
        "GET",
        WEIGHTS,
        exchange -> {
          exchange.getRequestHeaders().remove("Range");
          HubServer.send(exchange, BYTES);
          return true;
        });
    assertThat(weights(hub())).hasBinaryContent(BYTES);
  }

  @Test
  void wrongBytesOfALargeFileAreRefusedAndDeleted() {
    spoil(
        9,
        "GET",
        WEIGHTS,
        exchange -> {
          HubServer.send(exchange, bytes(300_000, 3));
          return true;
        });
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("model.safetensors of hf:org/name came with wrong bytes")
        .hasMessageContaining(HASH);
    assertThat(folder().resolve("blobs").toFile().list()).isEmpty();
    assertThat(folder().resolve("snapshots")).doesNotExist();
  }

  @Test
  void wrongBytesOfASmallFileAreRefusedAndDeleted() {
    spoil(
        9,
        "GET",
        CONFIG,
        exchange -> {
          HubServer.send(exchange, "[]".getBytes(StandardCharsets.UTF_8));
          return true;
        });
    assertThatThrownBy(() -> hub().snapshot(ADDRESS).fetch(List.of(CONFIG)))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("config.json of hf:org/name came with wrong bytes")
        .hasMessageContaining("git hash");
    assertThat(folder().resolve("blobs").toFile().list()).isEmpty();
  }

  @Test
  void serverThatSendsMoreThanItSaidIsRefused() {
    spoil(
        9,
        "GET",
        WEIGHTS,
        exchange -> {
          HubServer.send(exchange, Arrays.copyOf(BYTES, 2_000_000));
          return true;
        });
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("wrong bytes");
  }

  @Test
  void silentServerIsGivenUp() {
    HubSettings hasty =
        new HubSettings(
            server.endpoint(),
            cache,
            Optional.empty(),
            false,
            Duration.ofMillis(200),
            Duration.ofMillis(1));
    spoil(
        1,
        "GET",
        WEIGHTS,
        exchange -> {
          cut(exchange, 1000);
          sleep(2000);
          return true;
        });
    assertThat(weights(new Hub(hasty, HubProgress.SILENT))).hasBinaryContent(BYTES);
    assertThat(server.requests()).anyMatch(request -> request.endsWith("bytes=1000-"));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
