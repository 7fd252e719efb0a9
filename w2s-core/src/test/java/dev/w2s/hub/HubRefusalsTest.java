package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A hub that is busy, and one that refuses.
class HubRefusalsTest extends HubOnThisMachine {
  @Test
  void busyHubIsLeftAloneAsLongAsItAsks() {
    spoil(
        1,
        "GET",
        "revision/main",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          return refuse(exchange, 429, "");
        });
    long start = System.nanoTime();
    assertThat(weights(hub())).hasBinaryContent(BYTES);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
  }

  @Test
  void hubThatStaysBusyIsAFailure() {
    spoil(100, "GET", "revision/main", exchange -> refuse(exchange, 429, ""));
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("429")
        .hasMessageContaining("HF_TOKEN");
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void hubThatAsksForTooMuchPatienceIsAFailureAtOnce() {
    spoil(
        100,
        "GET",
        "revision/main",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "86400");
          return refuse(exchange, 429, "");
        });
    assertThatThrownBy(() -> weights(hub())).isInstanceOf(FailedException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void passingFaultOfAServerIsPassedOver(int status) {
    spoil(2, "GET", "revision/main", exchange -> refuse(exchange, status, ""));
    spoil(2, "HEAD", CONFIG, exchange -> refuse(exchange, status, ""));
    spoil(2, "GET", WEIGHTS, exchange -> refuse(exchange, status, ""));
    hub().snapshot(ADDRESS).fetch(List.of(CONFIG));
    assertThat(weights(hub())).hasBinaryContent(BYTES);
  }

  @Test
  void lastingFaultOfAServerIsAFailure() {
    spoil(100, "GET", "revision/main", exchange -> refuse(exchange, 503, ""));
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("503");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void gatedRepositorySaysHowToGetAccess(int status) {
    spoil(100, "HEAD", CONFIG, exchange -> refuse(exchange, status, "GatedRepo"));
    assertThatThrownBy(() -> hub().snapshot(ADDRESS).fetch(List.of(CONFIG)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("hf:org/name is gated: ask for access at " + server.endpoint())
        .hasMessageContaining("set HF_TOKEN");
    assertThatThrownBy(() -> hub("hf_x").snapshot(ADDRESS).fetch(List.of(CONFIG)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("it has none yet");
  }

  @ParameterizedTest
  @CsvSource({
    "hf:org/nme,,there is no public repository hf:org/nme",
    "hf:org/nme,hf_x,does not accept the token",
    "hf:org/name@v1.1,,did you mean 'v1.0'?",
    "hf:org/name@another,,'known are: main, v1.0'"
  })
  void whatIsNotThereIsNamed(String address, String token, String message) {
    Hub hub = token == null ? hub() : hub(token);
    assertThatThrownBy(() -> hub.snapshot(HubAddress.parse(address)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message)
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  @Test
  void repositoryThatATokenMayKnowIsMissing() {
    spoil(9, "GET", "revision/main", exchange -> refuse(exchange, 404, "RepoNotFound"));
    assertThatThrownBy(() -> hub("hf_x").snapshot(ADDRESS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no model 'org/name' on the hub");
  }

  @Test
  void tokenWithoutTheRightIsNamed() {
    spoil(9, "GET", "revision/main", exchange -> refuse(exchange, 403, ""));
    assertThatThrownBy(() -> hub("hf_x").snapshot(ADDRESS))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("refuses access to hf:org/name with this token");
  }

  @Test
  void refusalOfTheStorageIsNotTakenForTheHubs() {
    spoil(9, "GET", WEIGHTS, exchange -> refuse(exchange, 403, ""));
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("cannot fetch model.safetensors of hf:org/name")
        .hasMessageContaining("answered 403");
  }

  @Test
  void fileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> hub().snapshot(ADDRESS).fetch(List.of("vocab.txt")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("hf:org/name has no file vocab.txt");
  }
}
