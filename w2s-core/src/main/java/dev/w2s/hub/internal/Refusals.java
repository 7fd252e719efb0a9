package dev.w2s.hub.internal;

import dev.w2s.hub.HubAddress;
import dev.w2s.hub.HubAddress.Kind;
import dev.w2s.hub.HubSettings;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.Suggestion;
import dev.w2s.problem.W2sException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Turns what the hub answers in place of a file into words for the person who has to mend it.
final class Refusals {
  private static final int TOO_MANY = 429;

  private final HubAddress address;
  private final HubSettings settings;
  private final Supplier<List<String>> revisions;

  /// @param revisions branches and tags that there are; none where they cannot be had
  Refusals(HubAddress address, HubSettings settings, Supplier<List<String>> revisions) {
    this.address = address.whole();
    this.settings = settings;
    this.revisions = revisions;
  }

  /// A file's name for messages.
  String name(String file) {
    return file + " of " + address;
  }

  /// What to tell of an answer that is none.
  ///
  /// @param file what was asked for; empty for the repository itself
  W2sException of(HttpResponse<?> response, String file) {
    String code = response.headers().firstValue("x-error-code").orElse("");
    int status = response.statusCode();
    if (!HubClient.sameOrigin(response.uri(), settings.endpoint()) && status != TOO_MANY) {
      return new FailedException(unexpected(response, file));
    }
    if (code.equals("GatedRepo")) {
      return new BadInputException(gated());
    }
    return switch (status) {
      case 401 -> new BadInputException(unauthorized());
      case 403 -> new BadInputException(forbidden(response));
      case 404 -> new BadInputException(missing(code, file));
      case TOO_MANY -> new FailedException(tooMany());
      default -> new FailedException(unexpected(response, file));
    };
  }

  /// What to tell where no server answered.
  FailedException unreachable(IOException e) {
    return new FailedException(
        "cannot reach the hub at %s for %s: %s; check the network, the JVM's proxy (-Dhttps.proxyHost) or a mirror (HF_ENDPOINT)"
            .formatted(settings.endpoint(), address, reason(e)),
        e);
  }

  static String reason(IOException e) {
    if (e.getCause() instanceof UnresolvedAddressException || e instanceof UnknownHostException) {
      return "its name has no address";
    }
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "it does not answer";
    }
    return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
  }

  private String gated() {
    String ask = address + " is gated: ask for access at " + page();
    return settings.token().isPresent()
        ? ask + " with the account whose token this is (HF_TOKEN); it has none yet"
        : ask
            + ", then set HF_TOKEN to a token of the same account ("
            + settings.endpoint()
            + "/settings/tokens)";
  }

  /// The hub says 401 of what does not exist, too, so as not to tell which names are private.
  private String unauthorized() {
    return settings.token().isPresent()
        ? "the hub does not accept the token for "
            + address
            + ": it is wrong or expired (HF_TOKEN, or the file that hf auth login wrote), or there is no such repository"
        : "there is no public repository "
            + address
            + ": the name is wrong, or it is private and HF_TOKEN is not set";
  }

  private String forbidden(HttpResponse<?> response) {
    String said =
        response.headers().firstValue("x-error-message").map(text -> ": " + text).orElse("");
    return "the hub refuses access to "
        + address
        + (settings.token().isPresent()
            ? " with this token (HF_TOKEN)"
            : "; a token with access to it has to be in HF_TOKEN")
        + said
        + "; see "
        + page();
  }

  private String missing(String code, String file) {
    if (code.equals("RepoNotFound")) {
      return noRepository();
    }
    if (code.equals("RevisionNotFound")) {
      return noRevision();
    }
    return file.isEmpty()
        ? "there is no " + address + " on the hub: no such repository or revision"
        : address + " has no file " + file;
  }

  private String noRepository() {
    String kind = address.kind() == Kind.DATASET ? "data set" : "model";
    return "there is no %s '%s' on the hub at %s"
        .formatted(kind, address.repository(), settings.endpoint());
  }

  private String noRevision() {
    HubAddress main = new HubAddress(address.kind(), address.repository(), "main", "");
    List<String> known = revisions.get();
    return main
        + " has no revision '"
        + address.revision()
        + "'; "
        + (known.isEmpty()
            ? "its branches and tags are listed at " + page() + "/tree/main"
            : Suggestion.of(address.revision(), known));
  }

  private String tooMany() {
    return "the hub answered 429, too many requests, for "
        + address
        + "; wait some minutes"
        + (settings.token().isPresent() ? "" : ", or set HF_TOKEN: known users may ask more often");
  }

  private String unexpected(HttpResponse<?> response, String file) {
    return "cannot fetch %s: %s answered %d%s"
        .formatted(
            file.isEmpty() ? address : name(file),
            response.uri().getHost(),
            response.statusCode(),
            response.headers().firstValue("x-error-message").map(m -> " (" + m + ")").orElse(""));
  }

  private String page() {
    return settings.endpoint()
        + (address.kind() == Kind.DATASET ? "/datasets/" : "/")
        + address.repository();
  }
}
