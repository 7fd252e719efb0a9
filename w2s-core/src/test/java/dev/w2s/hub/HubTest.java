package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is fetched, where it lies, and what is done without a network.
class HubTest extends HubOnThisMachine {
  @Test
  void filesLieAsPythonExpectsThem() throws IOException {
    Path snapshot = hub().snapshot(ADDRESS).fetch(List.of(WEIGHTS, "1_Pooling/config.json"));

    assertThat(snapshot).isEqualTo(folder().resolve("snapshots").resolve(HubServer.COMMIT));
    assertThat(folder().resolve("refs/main")).hasContent(HubServer.COMMIT);
    assertThat(folder().resolve("blobs").resolve(HASH)).hasBinaryContent(BYTES);
    assertThat(Files.readSymbolicLink(snapshot.resolve(WEIGHTS)))
        .isEqualTo(Path.of("../../blobs", HASH));
    assertThat(Files.readSymbolicLink(snapshot.resolve("1_Pooling/config.json")))
        .isEqualTo(
            Path.of(
                "../../../blobs",
                HubServer.hex("SHA-1", "blob 8\0{\"a\": 1}".getBytes(StandardCharsets.UTF_8))));
    assertThat(snapshot.resolve("1_Pooling/config.json")).hasContent("{\"a\": 1}");
    assertThat(cache.resolve(".locks/models--org--name").resolve(HASH + ".lock")).exists();
    assertThat(folder().resolve("blobs").toFile().list()).hasSize(2);
  }

  @Test
  void onlyFilesThatAreAskedForAreFetched() {
    hub().snapshot(ADDRESS).fetch(List.of(CONFIG));
    assertThat(server.requests()).noneMatch(request -> request.contains(WEIGHTS));
    assertThat(folder().resolve("snapshots").resolve(HubServer.COMMIT).toFile().list())
        .containsExactly(CONFIG);
  }

  @Test
  void tokenIsForTheHubAndNotForTheStorage() {
    weights(hub("hf_secret"));
    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("hub"))
        .isNotEmpty()
        .allMatch(request -> request.endsWith("with token"));
    assertThat(server.requests())
        .filteredOn(request -> request.startsWith("storage"))
        .isNotEmpty()
        .noneMatch(request -> request.contains("with token"));
  }

  @Test
  void withoutATokenNoneIsSent() {
    weights(hub());
    assertThat(server.requests()).noneMatch(request -> request.contains("with token"));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() {
    weights(hub());
    long before = server.bodies();
    assertThat(weights(hub())).hasBinaryContent(BYTES);
    assertThat(server.bodies()).isEqualTo(before).isEqualTo(1);
  }

  @Test
  void branchIsLookedUpOnce() {
    Hub hub = hub();
    hub.snapshot(ADDRESS);
    hub.snapshot(ADDRESS);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void commitIsPinned() {
    HubSnapshot snapshot = hub().snapshot(HubAddress.parse("hf:org/name@v1.0"));
    assertThat(snapshot.address()).hasToString("hf:org/name@" + HubServer.COMMIT);
    assertThat(snapshot.names()).containsExactly("1_Pooling/config.json", CONFIG, WEIGHTS);
    assertThat(server.requests()).containsExactly("hub GET /api/models/org/name/revision/v1.0");
  }

  @Test
  void revisionWithSlashesIsOneName() {
    HubAddress pull = HubAddress.parse("hf:org/name@refs/pr/1");
    hub().snapshot(pull).fetch(List.of(CONFIG));
    assertThat(folder().resolve("refs/refs/pr/1")).hasContent(HubServer.COMMIT);
  }

  @Test
  void dataSetsHaveTheirOwnPlace() {
    server.large("datasets/org/data", "data/train.parquet", BYTES);
    HubAddress data = HubAddress.parse("hf:datasets/org/data!/data/train.parquet");
    Path file =
        hub().snapshot(data).fetch(List.of("data/train.parquet")).resolve("data/train.parquet");
    assertThat(file).hasBinaryContent(BYTES).startsWith(cache.resolve("datasets--org--data"));
  }

  @Test
  void offlineTheCacheIsAskedAndNobodyElse() {
    weights(hub());
    int before = server.requests().size();
    assertThat(weights(offline())).hasBinaryContent(BYTES);
    assertThat(offline().snapshot(ADDRESS).names()).containsExactly(WEIGHTS);
    assertThat(offline().snapshot(HubAddress.parse("hf:org/name@" + HubServer.COMMIT)).commit())
        .isEqualTo(HubServer.COMMIT);
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void offlineWithoutACacheSaysSo() {
    assertThatThrownBy(() -> weights(offline()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("hf:org/name is not in the cache at " + cache)
        .hasMessageContaining("HF_HUB_OFFLINE");
    weights(hub());
    assertThatThrownBy(() -> offline().snapshot(ADDRESS).fetch(List.of(CONFIG)))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("the cache lacks config.json");
  }

  @Test
  void withoutANetworkTheCacheDoes() {
    weights(hub());
    server.close();
    assertThat(weights(hub())).hasBinaryContent(BYTES);
  }

  @Test
  void withoutANetworkAndACacheTheHubIsNamed() {
    server.close();
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("cannot reach the hub at " + server.endpoint());
  }

  @Test
  void serverThatIsNoHubIsNamed() {
    spoil(
        9,
        "GET",
        "revision/main",
        exchange -> {
          HubServer.send(exchange, "<html>".getBytes(StandardCharsets.UTF_8));
          return true;
        });
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("HF_ENDPOINT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escaped", "/etc/x", "a/../../x", "C:/x"})
  void nameThatLeadsOutOfTheFolderIsRefused(String name) {
    server.small(REPOSITORY, name, "x");
    assertThatThrownBy(() -> hub().snapshot(ADDRESS))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("leads out of its folder");
  }

  @Test
  void shardsComeSideBySideUnderOneSum() {
    List<String> names =
        IntStream.rangeClosed(1, 9).mapToObj(i -> "model-" + i + ".safetensors").toList();
    names.forEach(name -> server.large(REPOSITORY, name, bytes(100_000, name.hashCode())));
    List<Long> seen = new ArrayList<>();
    HubProgress progress =
        (what, done, total) -> {
          assertThat(what).isEqualTo(REPOSITORY);
          assertThat(total).isEqualTo(900_000);
          seen.add(done);
        };
    Path folder =
        new Hub(settings(Optional.empty(), false), progress).snapshot(ADDRESS).fetch(names);
    assertThat(names).allSatisfy(name -> assertThat(folder.resolve(name)).hasSize(100_000));
    assertThat(seen).isSorted().endsWith(900_000L);
  }

  @Test
  void fileThatNoDiskHoldsIsRefusedBeforeItIsFetched() {
    spoil(
        9,
        "HEAD",
        CONFIG,
        exchange -> {
          exchange.getResponseHeaders().set("X-Linked-Etag", HASH);
          exchange.getResponseHeaders().set("X-Linked-Size", "900000000000000000");
          exchange.sendResponseHeaders(200, -1);
          return true;
        });
    assertThatThrownBy(() -> hub().snapshot(ADDRESS).fetch(List.of(CONFIG)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("MB are free on this disk");
    assertThat(server.requests()).noneMatch(request -> request.startsWith("hub GET /org"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskIsSaidInWords() throws IOException {
    Files.createDirectories(part().getParent());
    Files.createSymbolicLink(part(), Path.of("/dev/full"));
    assertThatThrownBy(() -> weights(hub()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no space left");
    assertThat(server.bodies()).isEqualTo(1);
  }

  @Test
  void proxyOfTheJvmIsUsed() {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        ProxySelector.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.endpoint().getPort())));
    try {
      HubSettings behind =
          new HubSettings(
              URI.create("http://hub.invalid"),
              cache,
              Optional.empty(),
              false,
              Duration.ofSeconds(5),
              Duration.ofMillis(5));
      Path folder = new Hub(behind, HubProgress.SILENT).snapshot(ADDRESS).fetch(List.of(CONFIG));
      assertThat(folder.resolve(CONFIG)).hasContent("{}");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void threadsFetchAFileOnce() {
    List<Path> files =
        IntStream.range(0, 8).parallel().mapToObj(i -> weights(hub())).distinct().toList();
    assertThat(files).hasSize(1);
    assertThat(server.bodies()).isEqualTo(1);
  }

  @Test
  void processesFetchAFileOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  FetchMain.class.getName(),
                  server.endpoint().toString(),
                  cache.toString())
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(server.bodies()).isEqualTo(1);
    assertThat(weights(offline())).hasBinaryContent(BYTES);
  }

  /// Another process that fetches the weights.
  static final class FetchMain {
    private FetchMain() {}

    public static void main(String[] args) {
      HubSettings settings =
          new HubSettings(
              URI.create(args[0]),
              Path.of(args[1]),
              Optional.empty(),
              false,
              Duration.ofSeconds(5),
              Duration.ofMillis(5));
      new Hub(settings, HubProgress.SILENT).snapshot(ADDRESS).fetch(List.of(WEIGHTS));
    }
  }
}
