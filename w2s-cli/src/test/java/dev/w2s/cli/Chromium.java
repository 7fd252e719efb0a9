package dev.w2s.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A browser without a screen, spoken to by the DevTools protocol.
final class Chromium implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_SECONDS = 60;
  private static final String LISTENING = "DevTools listening on ws://";

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int orders;

  private Chromium(Process process, String page) {
    this.process = process;
    this.socket =
        http.newWebSocketBuilder().buildAsync(URI.create(page), new Heard(answers)).join();
  }

  /// Where the browser is; empty on a machine that has none.
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    return new Chromium(process, page(address(process)));
  }

  private static String address(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the browser does not start");
    }
    return line.substring(LISTENING.length()).replaceAll("/.*", "");
  }

  private static String page(String address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list")).build();
    String pages = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    for (JsonNode page : JSON.readTree(pages)) {
      if (page.path("type").asString("").equals("page")) {
        return page.required("webSocketDebuggerUrl").asString();
      }
    }
    throw new IOException("the browser has no page: " + pages);
  }

  private record Heard(LinkedBlockingQueue<JsonNode> answers, StringBuilder text)
      implements WebSocket.Listener {
    Heard(LinkedBlockingQueue<JsonNode> answers) {
      this(answers, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        answers.add(JSON.readTree(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /// Gives an order and waits for its answer.
  private JsonNode order(String method, ObjectNode parameters) throws InterruptedException {
    int id = ++orders;
    ObjectNode order = JSON.createObjectNode().put("id", id).put("method", method);
    order.set("params", parameters);
    socket.sendText(order.toString(), true).join();
    while (true) {
      JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("the browser does not answer " + method);
      }
      if (answer.path("id").asInt(0) == id) {
        return answer.path("result");
      }
    }
  }

  void open(String address) throws InterruptedException {
    order("Page.navigate", JSON.createObjectNode().put("url", address));
  }

  /// The value of an expression in the page, as text.
  String value(String expression) throws InterruptedException {
    JsonNode result =
        order("Runtime.evaluate", JSON.createObjectNode().put("expression", expression));
    return result.at("/result/value").asString("");
  }

  /// Waits until an expression in the page is true.
  void await(String expression) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!value(expression).equals("true")) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "never true: " + expression + "; the page says " + value("document.body.innerText"));
      }
      Thread.sleep(50);
    }
  }

  /// Shows the page on a screen of that width, in one of the two themes.
  void screen(int width, boolean dark) throws InterruptedException {
    order(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", 900)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
    ObjectNode theme = JSON.createObjectNode();
    theme
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    order("Emulation.setEmulatedMedia", theme);
  }

  void screenshot(Path file) throws IOException, InterruptedException {
    JsonNode shot =
        order("Page.captureScreenshot", JSON.createObjectNode().put("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.required("data").asString()));
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    List.copyOf(process.descendants().toList()).forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
