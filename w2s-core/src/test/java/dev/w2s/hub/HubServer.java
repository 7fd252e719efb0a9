package dev.w2s.hub;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// A hub on this machine, and a second host that gives the bytes of large files, as the storage
/// behind the real one does.
public final class HubServer implements AutoCloseable {
  /// The only commit.
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /// What spoils one request; answers whether it did.
  @FunctionalInterface
  public interface Fault {
    boolean spoil(HttpExchange exchange) throws IOException;
  }

  private record Stored(byte[] bytes, boolean large) {}

  private final HttpServer hub = start();
  private final HttpServer storage = start();
  private final Map<String, Map<String, Stored>> repositories = new TreeMap<>();
  private final List<Fault> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  public HubServer() {
    hub.createContext("/", exchange -> handle(exchange, this::answer));
    storage.createContext("/", exchange -> handle(exchange, this::give));
  }

  private static HttpServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
      server.start();
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public URI endpoint() {
    return address(hub);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
  }

  /// Publishes a small file, kept in git.
  public HubServer small(String repository, String name, String text) {
    return add(repository, name, new Stored(text.getBytes(StandardCharsets.UTF_8), false));
  }

  /// Publishes a large file, kept in the storage.
  public HubServer large(String repository, String name, byte[] bytes) {
    return add(repository, name, new Stored(bytes, true));
  }

  private HubServer add(String repository, String name, Stored file) {
    repositories.computeIfAbsent(repository, r -> new TreeMap<>()).put(name, file);
    return this;
  }

  /// Spoils requests, the latest fault first, as long as each says so.
  public HubServer fault(Fault fault) {
    faults.addFirst(fault);
    return this;
  }

  /// What was asked: host, method, path, range and whether a token came with it.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// How many bodies the storage was asked for.
  public long bodies() {
    return requests.stream().filter(request -> request.startsWith("storage GET")).count();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      requests.add(described(exchange));
      for (Fault fault : List.copyOf(faults)) {
        if (fault.spoil(exchange)) {
          return;
        }
      }
      handler.handle(exchange);
    }
  }

  private String described(HttpExchange exchange) {
    boolean ofHub = exchange.getLocalAddress().getPort() == hub.getAddress().getPort();
    Headers headers = exchange.getRequestHeaders();
    return "%s %s %s%s%s"
        .formatted(
            ofHub ? "hub" : "storage",
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            headers.containsKey("Range") ? " " + headers.getFirst("Range") : "",
            headers.containsKey("Authorization") ? " with token" : "");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath().substring(1);
    if (path.startsWith("api/")) {
      list(exchange, path.replaceFirst("api/(models/)?", ""));
    } else {
      resolve(exchange, path);
    }
  }

  private void list(HttpExchange exchange, String path) throws IOException {
    String repository = path.replaceFirst("/(revision/.*|refs)$", "");
    Map<String, Stored> files = repositories.get(repository);
    if (files == null) {
      refuse(exchange, 401, "RepoNotFound");
    } else if (path.endsWith("/refs")) {
      text(exchange, "{\"branches\":[{\"name\":\"main\"}],\"tags\":[{\"name\":\"v1.0\"}]}");
    } else if (List.of("main", "v1.0", "refs%2Fpr%2F1", COMMIT)
        .contains(path.substring(path.lastIndexOf('/') + 1))) {
      text(exchange, listing(files));
    } else {
      refuse(exchange, 404, "RevisionNotFound");
    }
  }

  private static String listing(Map<String, Stored> files) {
    return files.keySet().stream()
        .map(name -> "{\"rfilename\":\"" + name + "\"}")
        .collect(
            Collectors.joining(
                ",", "{\"id\":\"x\",\"sha\":\"" + COMMIT + "\",\"siblings\":[", "]}"));
  }

  private void resolve(HttpExchange exchange, String path) throws IOException {
    String[] parts = path.split("/resolve/" + COMMIT + "/", 2);
    Stored file = parts.length < 2 ? null : repositories.get(parts[0]).get(parts[1]);
    if (file == null) {
      refuse(exchange, 404, "EntryNotFound");
      return;
    }
    exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
    if (file.large()) {
      exchange.getResponseHeaders().set("X-Linked-Etag", '"' + hash(file) + '"');
      exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(file.bytes().length));
      exchange.getResponseHeaders().set("Location", address(storage) + "/" + path);
      exchange.sendResponseHeaders(302, -1);
    } else {
      exchange.getResponseHeaders().set("ETag", "W/\"" + hash(file) + '"');
      send(exchange, file.bytes());
    }
  }

  private void give(HttpExchange exchange) throws IOException {
    String[] parts = exchange.getRequestURI().getRawPath().split("/resolve/" + COMMIT + "/", 2);
    send(exchange, repositories.get(parts[0].substring(1)).get(parts[1]).bytes());
  }

  /// Sends bytes, or the range of them that is asked for.
  public static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] rest = Arrays.copyOfRange(bytes, start, bytes.length);
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(start, bytes.length - 1, bytes.length));
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(rest.length));
    }
    exchange.sendResponseHeaders(
        range == null ? 200 : 206, head || rest.length == 0 ? -1 : rest.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(rest);
      }
    }
  }

  /// Promises all bytes from the start on and closes the connection after some.
  public static void cut(HttpExchange exchange, byte[] bytes, int start, int end)
      throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(start, bytes.length - 1, bytes.length));
    exchange.sendResponseHeaders(start == 0 ? 200 : 206, bytes.length - start);
    exchange.getResponseBody().write(bytes, start, end - start);
    exchange.getResponseBody().flush();
  }

  /// Answers with an error as the hub words it.
  public static void refuse(HttpExchange exchange, int status, String code) throws IOException {
    exchange.getResponseHeaders().set("X-Error-Code", code);
    exchange.sendResponseHeaders(status, -1);
  }

  private static void text(HttpExchange exchange, String json) throws IOException {
    send(exchange, json.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(Stored file) {
    if (file.large()) {
      return hex("SHA-256", file.bytes());
    }
    byte[] head = ("blob " + file.bytes().length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] blob = Arrays.copyOf(head, head.length + file.bytes().length);
    System.arraycopy(file.bytes(), 0, blob, head.length, file.bytes().length);
    return hex("SHA-1", blob);
  }

  /// A hash in hexadecimal.
  public static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
  }
}
