package dev.w2s.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/// Where a server listens, and what it wants to see first.
///
/// @param host name or address of this machine
/// @param port 0 for any that is free
/// @param token that a browser has to bring once; empty for none, which only a loopback address may
///   do
public record Address(String host, int port, String token) {
  public Address {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(token, "token");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535 but was " + port);
    }
    if (token.isEmpty() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "a server that others reach needs a token, and " + host + " is no loopback address");
    }
    if (!token.matches("[A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException("token must be made of letters, digits, _ and -");
    }
  }

  /// Whether a name leads to this machine alone.
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
