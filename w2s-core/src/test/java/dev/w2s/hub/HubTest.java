package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A hub and its storage on this machine.
@Timeout(60)
class HubTest {
  private static final String REPOSITORY = "org/name";
  private static final String WEIGHTS = "model.safetensors";
  private static final String CONFIG = "config.json";
  private static final HubAddress ADDRESS = HubAddress.parse("hf:org/name");
  private static final byte[] BYTES = bytes(300_000, 1);
  private static final String HASH = HubServer.hex("SHA-256", BYTES);

  @TempDir Path cache;

  private final HubServer server =
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

  private HubSettings settings(Optional<String> token, boolean offline) {
    return new HubSettings(
        server.endpoint(), cache, token, offline, Duration.ofSeconds(5), Duration.ofMillis(5));
  }

  private Hub hub() {
    return new Hub(settings(Optional.empty(), false), HubProgress.SILENT);
  }

  private Hub hub(String token) {
    return new Hub(settings(Optional.of(token), false), HubProgress.SILENT);
  }

  private Hub offline() {
    return new Hub(settings(Optional.empty(), true), HubProgress.SILENT);
  }

  private Path weights(Hub hub) {
    return hub.snapshot(ADDRESS).fetch(List.of(WEIGHTS)).resolve(WEIGHTS);
  }

  private Path folder() {
    return cache.resolve("models--org--name");
  }

  private Path part() {
    return folder().resolve("blobs").resolve(HASH + ".w2s.incomplete");
  }

  /// Spoils the next requests of a method to a path's end.
  private void spoil(int times, String method, String ending, HubServer.Fault how) {
    AtomicInteger left = new AtomicInteger(times);
    server.fault(exchange ->
        exchange.getRequestMethod().equals(method)
            && exchange.getRequestURI().getPath().endsWith(ending)
            && !isHubsRedirect(exchange)
            && left.getAndDecrement() > 0
            && how.spoil(exchange));
  }

  /// The hub itself gives no bytes of a large file.
  private boolean isHubsRedirect(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().endsWith(WEIGHTS)
        && exchange.getLocalAddress().getPort() == server.endpoint().getPort();
  }

  private static boolean cut(HttpExchange exchange, int end) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    HubServer.cut(exchange, BYTES, start, end);
    return true;
  }

  private static boolean refuse(HttpExchange exchange, int status, String code) throws IOException {
    HubServer.refuse(exchange, status, code);
    return true;
  }

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
