package dev.w2s.hub.internal;

import dev.w2s.problem.FailedException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What the hub says of a file before it is fetched.
///
/// @param name its path in the repository
/// @param uri where it is asked for
/// @param hash of its bytes, and its name in the cache: 64 digits of SHA-256 for a large file
///   (LFS), 40 of git's blob hash for a small one
/// @param size in bytes
record RemoteFile(String name, URI uri, String hash, long size) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /// Reads the headers of an answer to HEAD. Those that start with `x-linked` speak of the file;
  /// the plain ones may speak of a redirect.
  static RemoteFile of(String name, URI uri, HttpResponse<?> response) {
    HttpHeaders headers = response.headers();
    String hash =
        headers
            .firstValue("x-linked-etag")
            .or(() -> headers.firstValue("etag"))
            .map(RemoteFile::unquoted)
            .orElse("");
    OptionalLong size = size(headers, response.statusCode());
    if (!HASH.matcher(hash).matches() || size.isEmpty()) {
      throw new FailedException(
          uri
              + " does not say what the file's hash and size are, as the hub does; is HF_ENDPOINT a mirror of the hub?");
    }
    return new RemoteFile(name, uri, hash, size.getAsLong());
  }

  private static OptionalLong size(HttpHeaders headers, int status) {
    Optional<String> size =
        headers
            .firstValue("x-linked-size")
            .or(() -> headers.firstValue("content-length").filter(length -> status == 200));
    return size.filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  private static String unquoted(String etag) {
    return etag.replaceFirst("^W/", "").replace("\"", "");
  }
}
