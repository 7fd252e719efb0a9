package dev.w2s.serve.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.w2s.serve.Address;
import dev.w2s.store.RunOrigin;
import io.avaje.jex.http.Context;
import io.avaje.jex.http.HttpFilter;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who may ask. Other sites that a browser has open are kept out by the names they call this server
/// by (`Host`, against rebinding of names) and by where their orders come from (`Origin`); other
/// machines by a token, which is taken once from the address and then lies in a cookie that scripts
/// do not see.
public final class Gate implements HttpFilter {
  private static final int LONGEST = 2048;
  private static final String COOKIE = "w2s-token";
  private static final Duration COOKIE_AGE = Duration.ofDays(30);

  /// What no path of this server holds: steps up, hidden separators, bytes that end a text.
  private static final Pattern ODD =
      Pattern.compile("\\.\\.|//|\\\\|%2e|%2f|%5c|%00|%25|;", Pattern.CASE_INSENSITIVE);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
              "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store");

  private final Address address;
  private final Set<String> names = new HashSet<>();

  public Gate(Address address) {
    this.address = address;
    names.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    if (!Address.isLoopback(address.host())) {
      names.add(address.host().toLowerCase(Locale.ROOT));
      names.add(RunOrigin.hostName().toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public void filter(Context request, FilterChain next) {
    HEADERS.forEach(request::header);
    URI uri = request.exchange().getRequestURI();
    if (uri.toString().length() > LONGEST) {
      refuse(request, 414, "this address is too long");
    } else if (!isOwnName(request.header("Host"))) {
      refuse(request, 421, "this server is not known by that name");
    } else if (ODD.matcher(String.valueOf(uri.getRawPath())).find()) {
      refuse(request, 400, "this path is odd");
    } else if (!Set.of("GET", "POST").contains(request.method())) {
      refuse(request, 405, "only GET and POST are answered");
    } else if (request.method().equals("POST") && !isFromHere(request)) {
      refuse(request, 403, "orders are taken from this server's own page alone");
    } else if (!isKnown(request)) {
      welcome(request);
    } else {
      next.proceed();
    }
  }

  private static void refuse(Context request, int status, String words) {
    request.status(status).text(words + "\n");
  }

  private boolean isOwnName(@Nullable String host) {
    return host != null && names.contains(host.toLowerCase(Locale.ROOT).replaceAll(":\\d+$", ""));
  }

  private static boolean isFromHere(Context request) {
    String origin = request.header("Origin");
    return origin != null && origin.equals("http://" + request.header("Host"));
  }

  private boolean isKnown(Context request) {
    return address.token().isEmpty() || isToken(request.cookie(COOKIE));
  }

  // The token leaves the address at once: addresses are seen in histories and over shoulders.
  private void welcome(Context request) {
    if (request.method().equals("GET") && isToken(request.queryParam("token"))) {
      request.header(
          "Set-Cookie",
          "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d"
              .formatted(COOKIE, address.token(), COOKIE_AGE.toSeconds()));
      request.header("Location", "/");
      refuse(request, 303, "see /");
    } else {
      refuse(request, 401, "open the address that w2s serve printed, with its token");
    }
  }

  // Compared in constant time.
  private boolean isToken(@Nullable String words) {
    return words != null
        && MessageDigest.isEqual(words.getBytes(UTF_8), address.token().getBytes(UTF_8));
  }
}
