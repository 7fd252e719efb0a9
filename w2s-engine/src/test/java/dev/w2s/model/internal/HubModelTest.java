package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubAddress;
import dev.w2s.hub.HubProgress;
import dev.w2s.hub.HubSettings;
import dev.w2s.model.Fetching;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files of a repository are fetched; the protocol is tested where it lives.
class HubModelTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final HubAddress ADDRESS = HubAddress.parse("hf:org/name");

  @TempDir Path cache;

  private final Map<String, String> files = new TreeMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    files.put("config.json", "{}");
    files.put("tokenizer.json", "{}");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.replaceFirst("^/org/name/resolve/" + COMMIT + "/", "");
    byte[] body =
        (path.startsWith("/api/") ? listing() : files.get(name)).getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().set("ETag", '"' + sha256(body) + '"');
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(200, head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String listing() {
    return files.keySet().stream()
        .map(name -> "{\"rfilename\":\"" + name + "\"}")
        .collect(Collectors.joining(",", "{\"sha\":\"" + COMMIT + "\",\"siblings\":[", "]}"));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Hub hub() {
    return new Hub(
        new HubSettings(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            cache,
            Optional.empty(),
            false,
            Duration.ofSeconds(5),
            Duration.ZERO),
        HubProgress.SILENT);
  }

  private Path fetched() {
    return HubModel.folder(hub().snapshot(ADDRESS));
  }

  @Test
  void whatIsNeededIsFetchedAndNothingElse() {
    files.put("model.safetensors", "weights");
    files.put("consolidated.safetensors", "the same again");
    files.put("pytorch_model.bin", "a pickle");
    files.put("modeling_custom.py", "import os");
    files.put("1_Pooling/config.json", "{}");
    files.put("README.md", "");
    assertThat(fetched().toFile().list())
        .containsExactlyInAnyOrder(
            "config.json", "tokenizer.json", "model.safetensors", "1_Pooling");
  }

  @Test
  void shardsOfTheIndexAreFetched() {
    files.put(
        "model.safetensors.index.json",
        "{\"weight_map\": {\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\", \"c\": \"../x\"}}");
    files.put("model-1.safetensors", "1");
    files.put("model-2.safetensors", "2");
    files.put("model-3.safetensors", "3");
    assertThat(fetched().toFile().list())
        .containsExactlyInAnyOrder(
            "config.json",
            "tokenizer.json",
            "model.safetensors.index.json",
            "model-1.safetensors",
            "model-2.safetensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch_model.bin", "tf_model.h5", "model.gguf", "model.ckpt"})
  void repositoryWithoutSafetensorsIsRefusedBeforeAnythingIsFetched(String weights) {
    files.put(weights, "x");
    assertThatThrownBy(this::fetched)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("hf:org/name@" + COMMIT + " has no safetensors, only " + weights)
        .hasMessageContaining("not read");
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void repositoryWithoutWeightsOrConfigurationIsRefused() {
    assertThatThrownBy(this::fetched)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has no weights");
    files.remove("config.json");
    assertThatThrownBy(this::fetched)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has no config.json");
  }

  @Test
  void modelIsReadLikeOneInAFolder() {
    files.put("model.safetensors", "no weights");
    Models models = new Models(cache, Fetching.SILENT, hub());
    ModelSpec spec = new ModelSpec("hf:org/name", OptionalInt.empty());
    assertThat(models.pinned(spec)).isEqualTo("hf:org/name@" + COMMIT);
    assertThatThrownBy(() -> models.facts(spec))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("models--org--name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf:datasets/org/name", "hf:org/name!/model.safetensors"})
  void addressThatIsNoModelIsRefused(String source) {
    assertThatThrownBy(() -> ModelSource.parse(source))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("hf:org/name@revision");
  }
}
