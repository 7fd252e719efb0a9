package dev.w2s.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.store.RunJournal;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  @TempDir Path temp;
  private Store store;
  private StoreServer server;

  @BeforeEach
  void start() throws IOException {
    store = SampleStore.with(temp.resolve("store"), SampleStore.study("mine", 2), 1);
    Files.writeString(temp.resolve("secret"), "secret");
    Files.writeString(temp.resolve("report.html"), "secret");
    server = StoreServer.start(store, new Address("127.0.0.1", 0, ""));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret",
        "/reports/mine/../../secret",
        "/reports/%2e%2e/secret",
        "/reports/..%2fsecret/report.html",
        "/reports/mine/%2e%2e%2f%2e%2e%2fsecret",
        "/reports/mine/..%5c..%5csecret",
        "//secret",
        "/api/studies/mine%00",
        "/api/studies/%252e%252e",
        "/api/studies/mine;a=b",
        "/format.json",
        "/steps/00",
        "/reports/mine/plan.json",
        "/reports/mine/report.html",
        "/api/studies/..",
        "/api/studies/MINE",
        "/api/studies/other",
        "/api/steps/00",
        "/page.html",
        "/nothing"
      })
  void oddOrUnknownPathIsRefused(String path) throws IOException {
    Asked asked = Asked.get(server, path);
    assertThat(asked.status()).isIn(400, 404);
    assertThat(asked.body()).doesNotContain("secret", "format", "at dev.w2s");
  }

  @Test
  void hugeQueryIsRefused() throws IOException {
    assertThat(Asked.get(server, "/api/studies?" + "a".repeat(10_000)).status()).isEqualTo(414);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", ""})
  void otherNamesOfTheServerAreRefused(String host) throws IOException {
    assertThat(Asked.get(server, "/api/studies", "Host: " + host).status()).isIn(400, 421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"})
  void otherMethodsAreRefused(String method) throws IOException {
    assertThat(Asked.raw(server, method + " /api/studies").status()).isEqualTo(405);
  }

  @Test
  void orderOfAnotherSiteIsRefused() throws IOException {
    RunJournal journal = store.journal(SampleStore.study("mine", 2), RunOrigin.here(List.of()));
    journal.start();
    try (StoreServer fresh = StoreServer.start(store, new Address("127.0.0.1", 0, ""))) {
      String own = "Origin: http://127.0.0.1:" + fresh.port();
      String path = "/api/studies/mine/stop";
      assertThat(Asked.post(fresh, path).status()).isEqualTo(403);
      assertThat(Asked.post(fresh, path, "Origin: http://evil.example").status()).isEqualTo(403);
      assertThat(Asked.post(fresh, path, "Origin: null").status()).isEqualTo(403);
      assertThat(Asked.get(fresh, path, own).status()).isIn(404, 405);
      assertThat(store.run("mine").orElseThrow().stopping()).isFalse();

      assertThat(Asked.post(fresh, path, own).status()).isEqualTo(200);
      assertThat(store.run("mine").orElseThrow().stopping()).isTrue();
    } finally {
      journal.close();
    }
  }

  @Test
  void studyThatDoesNotRunIsNotStopped() throws IOException {
    String own = "Origin: http://127.0.0.1:" + server.port();
    assertThat(Asked.post(server, "/api/studies/mine/stop", own).status()).isEqualTo(409);
    assertThat(Asked.post(server, "/api/studies/none/stop", own).status()).isEqualTo(404);
  }

  @Test
  void tokenIsAskedForAndThenLiesInACookie() throws IOException {
    try (StoreServer guarded = StoreServer.start(store, new Address("127.0.0.1", 0, "word"))) {
      assertThat(Asked.get(guarded, "/").status()).isEqualTo(401);
      assertThat(Asked.get(guarded, "/api/studies?token=wrong").status()).isEqualTo(401);
      assertThat(Asked.get(guarded, "/api/studies", "Cookie: w2s-token=wor").status())
          .isEqualTo(401);
      assertThat(Asked.get(guarded, "/api/events").status()).isEqualTo(401);

      Asked welcomed = Asked.get(guarded, "/?token=word");
      assertThat(welcomed.status()).isEqualTo(303);
      assertThat(welcomed.head())
          .containsIgnoringCase("Set-Cookie: w2s-token=word; Path=/; HttpOnly; SameSite=Strict");
      assertThat(Asked.get(guarded, "/api/studies", "Cookie: w2s-token=word").body())
          .contains("\"mine\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1"})
  void addressThatOthersReachNeedsAToken(String host) {
    assertThatThrownBy(() -> new Address(host, 0, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a token");
  }

  @Test
  void portThatIsTakenIsTold() {
    Address taken = new Address("127.0.0.1", server.port(), "");
    assertThatThrownBy(() -> StoreServer.start(store, taken))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cannot listen at 127.0.0.1, port " + server.port());
  }

  @Test
  void reportIsServedFromItsFolderInASandbox() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("out"));
    Files.writeString(folder.resolve("report.html"), "<p>found</p>");
    Files.writeString(folder.resolve("other.html"), "secret");
    Files.createSymbolicLink(folder.resolve("plot.png"), temp.resolve("secret"));
    store.registerReport("mine", folder);

    Asked report = Asked.get(server, "/reports/mine/report.html");
    assertThat(report.status()).isEqualTo(200);
    assertThat(report.body()).contains("<p>found</p>");
    assertThat(report.head()).containsIgnoringCase("Content-Security-Policy: sandbox");
    for (String other : List.of("other.html", "plot.png", "results.csv")) {
      assertThat(Asked.get(server, "/reports/mine/" + other).status()).as(other).isEqualTo(404);
    }
  }
}
