package dev.w2s.hub.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Fetches the bytes of one file: what is there of an earlier attempt is kept, a cut connection is
/// taken up where it broke, and the file gets its name only when its hash is right and its bytes
/// are on the disk.
final class Download {
  private static final int BLOCK = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int UNSATISFIABLE = 416;

  private final HubClient client;
  private final Refusals refusals;
  private final RemoteFile file;
  private final Path part;
  private final Path blob;
  private final Total total;

  Download(HubClient client, Refusals refusals, HubCache cache, RemoteFile file, Total total) {
    this.client = client;
    this.refusals = refusals;
    this.file = file;
    this.part = cache.part(file.hash());
    this.blob = cache.blob(file.hash());
    this.total = total;
  }

  /// Leaves the blob in the cache. To be run under the blob's lock.
  void run() {
    if (Files.exists(blob)) {
      total.add(file.size());
      return;
    }
    long kept = written();
    total.add(kept);
    complete();
    if (!isRight() && kept > 0) {
      discard();
      complete();
    }
    requireRight();
    publish();
  }

  private void complete() {
    int failures = 0;
    while (written() < file.size()) {
      long before = written();
      try {
        request(before);
      } catch (IOException e) {
        failures = written() > before ? 1 : failures + 1;
        if (failures == HubClient.ATTEMPTS) {
          throw cut(e);
        }
        client.sleep(client.backoff(failures));
      }
    }
    createIfEmpty();
  }

  /// Asks for the bytes from an offset on. A server that gives the whole file is taken at its word.
  private void request(long offset) throws IOException {
    Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    HttpResponse<InputStream> response = client.get(file.uri(), range);
    try (InputStream body = new LiveStream(response.body(), client.settings().timeout())) {
      switch (response.statusCode()) {
        case OK -> {
          if (offset > 0) {
            discard();
          }
          append(body);
        }
        case PARTIAL -> {
          requireStart(response, offset);
          append(body);
        }
        case UNSATISFIABLE -> {
          discard();
          throw new IOException("the server has no bytes from " + offset + " on");
        }
        default -> throw refusals.of(response, file.name());
      }
    }
  }

  private static void requireStart(HttpResponse<?> response, long offset) throws IOException {
    String range = response.headers().firstValue("content-range").orElse("");
    if (!range.startsWith("bytes " + offset + "-")) {
      throw new IOException("bytes from " + offset + " on were asked for, but came: " + range);
    }
  }

  private void append(InputStream body) throws IOException {
    long before = written();
    try (OutputStream out = open()) {
      byte[] block = new byte[BLOCK];
      long size = before;
      for (int n = body.read(block); n >= 0 && size <= file.size(); n = body.read(block)) {
        write(out, block, n);
        size += n;
        total.add(n);
      }
    }
    if (written() < file.size()) {
      throw new IOException(
          "the connection was closed after %,d of %,d bytes".formatted(written(), file.size()));
    }
  }

  private OutputStream open() {
    try {
      Files.createDirectories(part.getParent());
      return Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw IoFailure.of(e, part);
    }
  }

  /// The disk's failures are not the network's: no repetition mends them.
  private void write(OutputStream out, byte[] block, int length) {
    try {
      out.write(block, 0, length);
    } catch (IOException e) {
      throw IoFailure.of(e, part);
    }
  }

  private long written() {
    try {
      return Files.exists(part) ? Files.size(part) : 0;
    } catch (IOException e) {
      throw IoFailure.of(e, part);
    }
  }

  private void createIfEmpty() {
    if (file.size() == 0) {
      try (OutputStream out = open()) {
        out.flush();
      } catch (IOException e) {
        throw IoFailure.of(e, part);
      }
    }
  }

  private boolean isRight() {
    return hash().equals(file.hash());
  }

  private String hash() {
    try {
      return ContentHash.like(file.hash(), part);
    } catch (IOException e) {
      throw IoFailure.of(e, part);
    }
  }

  private void requireRight() {
    String hash = hash();
    if (!hash.equals(file.hash())) {
      long size = written();
      discard();
      throw new FailedException(
          "%s came with wrong bytes: %,d bytes of %s %s, where the hub names %,d bytes of %s; they were deleted, try again"
              .formatted(
                  refusals.name(file.name()),
                  size,
                  ContentHash.kind(hash),
                  hash,
                  file.size(),
                  file.hash()));
    }
  }

  private void discard() {
    total.add(-written());
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw IoFailure.of(e, part);
    }
  }

  private void publish() {
    try {
      DurableFiles.syncAndMove(part, blob);
    } catch (IOException e) {
      throw IoFailure.of(e, blob);
    }
  }

  private FailedException cut(IOException e) {
    return new FailedException(
        "cannot fetch %s: %s; %,d of %,d bytes are kept, the same command goes on from there"
            .formatted(refusals.name(file.name()), Refusals.reason(e), written(), file.size()),
        e);
  }
}
