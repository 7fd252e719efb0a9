package dev.w2s.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A request written by hand, as no honest client would, and what came back.
///
/// @param status of the answer
/// @param head of the answer, all its lines
/// @param body of the answer
record Asked(int status, String head, String body) {
  private static final int PATIENCE_MILLIS = 20_000;

  static Asked get(StoreServer server, String path, String... headers) throws IOException {
    return raw(server, "GET " + path, headers);
  }

  static Asked post(StoreServer server, String path, String... headers) throws IOException {
    return raw(server, "POST " + path, headers);
  }

  /// Sends a request line with the server's own name, unless the headers hold another.
  static Asked raw(StoreServer server, String order, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(order + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      request.append("Host: 127.0.0.1:").append(server.port()).append("\r\n");
    }
    List.of(headers).forEach(header -> request.append(header).append("\r\n"));
    request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      return of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Asked of(String answer) {
    String[] parts = answer.split("\r\n\r\n", 2);
    return new Asked(Integer.parseInt(answer.split(" ", 3)[1]), parts[0], parts[1]);
  }
}
