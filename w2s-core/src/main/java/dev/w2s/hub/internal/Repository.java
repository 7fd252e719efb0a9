package dev.w2s.hub.internal;

import dev.w2s.hub.HubAddress;
import dev.w2s.hub.HubAddress.Kind;
import dev.w2s.hub.HubProgress;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// A repository of the hub, asked over the network; what it gives goes to the cache.
public final class Repository {
  private static final int OK = 200;

  /// More than the listings of the hub's largest repositories have.
  private static final int LONGEST_ANSWER = 1 << 28;

  private final HubClient client;
  private final HubAddress address;
  private final HubCache cache;
  private final HubProgress progress;
  private final Refusals refusals;

  /// @param address whose path does not matter
  public Repository(HubClient client, HubAddress address, HubCache cache, HubProgress progress) {
    this.client = client;
    this.address = address;
    this.cache = cache;
    this.progress = progress;
    this.refusals = new Refusals(address, client.settings(), this::revisions);
  }

  /// The commit of the revision, and its files.
  ///
  /// @throws IOException where no server answered
  public Listing listing() throws IOException {
    URI uri = uri("/api/" + kind() + "/" + address.repository() + "/revision/" + revision());
    HttpResponse<InputStream> response = client.get(uri, Map.of());
    return Listing.of(body(response), address);
  }

  /// What to tell where no server answered.
  public FailedException unreachable(IOException e) {
    return refusals.unreachable(e);
  }

  /// Leaves files of a commit in the cache.
  public void fetch(String commit, List<String> names) {
    List<String> missing = names.stream().filter(name -> !cache.holds(commit, name)).toList();
    List<RemoteFile> files = Parallel.map(missing, name -> described(commit, name));
    List<RemoteFile> blobs = files.stream().filter(this::isMissing).toList();
    long bytes = blobs.stream().mapToLong(RemoteFile::size).sum();
    requireSpace(bytes);
    Total total = new Total(progress, address.repository(), bytes);
    Parallel.map(files, file -> fetched(commit, file, total));
    cache.remember(address, commit);
  }

  private RemoteFile described(String commit, String name) {
    String path =
        Arrays.stream(name.split("/")).map(Repository::encoded).collect(Collectors.joining("/"));
    String folder = address.kind() == Kind.DATASET ? "/datasets/" : "/";
    URI uri = uri(folder + address.repository() + "/resolve/" + commit + "/" + path);
    try {
      HttpResponse<InputStream> response = client.head(uri);
      response.body().close();
      if (response.statusCode() >= 400) {
        throw refusals.of(response, name);
      }
      requireCommit(response, commit, name);
      return RemoteFile.of(name, uri, response);
    } catch (IOException e) {
      throw refusals.unreachable(e);
    }
  }

  private void requireCommit(HttpResponse<?> response, String commit, String name) {
    String said = response.headers().firstValue("x-repo-commit").orElse(commit);
    if (!said.equals(commit)) {
      throw new FailedException(
          refusals.name(name) + " was asked for at " + commit + " but came of " + said);
    }
  }

  private boolean isMissing(RemoteFile file) {
    return !Files.exists(cache.blob(file.hash()));
  }

  private RemoteFile fetched(String commit, RemoteFile file, Total total) {
    if (isMissing(file)) {
      HubLock.holding(
          cache.lock(file.hash()), () -> new Download(client, refusals, cache, file, total).run());
    }
    cache.link(commit, file.name(), file.hash());
    return file;
  }

  /// Better said at once than after an hour.
  private void requireSpace(long bytes) {
    Path folder = cache.root();
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (bytes > free) {
        throw new BadInputException(
            Problem.in(
                folder,
                "%s needs %,d MB but %,d MB are free on this disk; free some, or name another with HF_HUB_CACHE"
                    .formatted(address, bytes / 1_000_000, free / 1_000_000)));
      }
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// For a message only, so that what fails here is passed over.
  private List<String> revisions() {
    URI uri = uri("/api/" + kind() + "/" + address.repository() + "/refs");
    try {
      HttpResponse<InputStream> response = client.get(uri, Map.of());
      if (response.statusCode() == OK) {
        return Listing.revisions(bytes(response));
      }
      response.body().close();
      return List.of();
    } catch (IOException | JacksonException e) {
      return List.of();
    }
  }

  private byte[] body(HttpResponse<InputStream> response) throws IOException {
    if (response.statusCode() != OK) {
      response.body().close();
      throw refusals.of(response, "");
    }
    return bytes(response);
  }

  private byte[] bytes(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = new LiveStream(response.body(), client.settings().timeout())) {
      return in.readNBytes(LONGEST_ANSWER);
    }
  }

  private String kind() {
    return address.kind() == Kind.DATASET ? "datasets" : "models";
  }

  private String revision() {
    return encoded(address.revision());
  }

  private URI uri(String path) {
    return URI.create(client.settings().endpoint() + path);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
