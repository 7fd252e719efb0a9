package dev.w2s.hub;

import dev.w2s.hub.internal.HubCache;
import dev.w2s.hub.internal.HubClient;
import dev.w2s.hub.internal.Listing;
import dev.w2s.hub.internal.Repository;
import dev.w2s.problem.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Hugging Face hub: files of models and data sets, fetched once, checked against the hub's own
/// hashes, and kept in the cache that Python's `huggingface_hub` uses.
///
/// A branch is looked up once in the life of a hub, so that all that is read through it is of one
/// commit. Threads may share one. Nothing is asked, and no setting read, before the first use.
public final class Hub {
  private final Supplier<HubSettings> source;
  private final HubProgress progress;
  private final Map<HubAddress, HubSnapshot> snapshots = new ConcurrentHashMap<>();
  private @Nullable HubClient client;
  private @Nullable HubSettings settings;

  private Hub(Supplier<HubSettings> source, HubProgress progress) {
    this.source = source;
    this.progress = progress;
  }

  public Hub(HubSettings settings, HubProgress progress) {
    this(() -> settings, progress);
  }

  /// The hub that this process's environment names.
  public static Hub ofEnvironment(HubProgress progress) {
    return new Hub(HubSettings::ofEnvironment, progress);
  }

  /// A repository at the commit of its revision. Where the hub is offline or cannot be reached, the
  /// commit is that of the last time, if there was one.
  ///
  /// @param address whose path does not matter
  /// @throws dev.w2s.problem.BadInputException where there is no such repository or revision, or no
  ///   right to read it
  /// @throws FailedException where the hub cannot be reached and the cache has nothing of it
  public HubSnapshot snapshot(HubAddress address) {
    return snapshots.computeIfAbsent(address.whole(), this::looked);
  }

  private HubSnapshot looked(HubAddress address) {
    HubSettings known = settings();
    HubCache cache = HubCache.of(known.cache(), address);
    if (known.offline()) {
      return cached(address, cache).orElseThrow(() -> offline(address, known));
    }
    Repository repository = new Repository(client(known), address, cache, progress);
    try {
      Listing listing = repository.listing();
      return new HubSnapshot(
          address.at(listing.commit()),
          listing.names(),
          cache.snapshot(listing.commit()),
          names -> repository.fetch(listing.commit(), names));
    } catch (IOException e) {
      return cached(address, cache).orElseThrow(() -> repository.unreachable(e));
    }
  }

  private static Optional<HubSnapshot> cached(HubAddress address, HubCache cache) {
    return cache
        .commit(address)
        .filter(commit -> Files.isDirectory(cache.snapshot(commit)))
        .map(commit -> cached(address.at(commit), cache, cache.names(commit)));
  }

  private static HubSnapshot cached(HubAddress pinned, HubCache cache, List<String> names) {
    return new HubSnapshot(
        pinned,
        names,
        cache.snapshot(pinned.revision()),
        files -> requireAll(pinned, names, files));
  }

  private static void requireAll(HubAddress pinned, List<String> names, List<String> files) {
    List<String> missing = files.stream().filter(file -> !names.contains(file)).toList();
    if (!missing.isEmpty()) {
      throw new FailedException(
          "the cache lacks %s of %s, and the hub is offline (HF_HUB_OFFLINE) or out of reach"
              .formatted(String.join(", ", missing), pinned));
    }
  }

  private static FailedException offline(HubAddress address, HubSettings settings) {
    return new FailedException(
        "%s is not in the cache at %s, and HF_HUB_OFFLINE is set; fetch it once without it"
            .formatted(address, settings.cache()));
  }

  private synchronized HubSettings settings() {
    if (settings == null) {
      settings = source.get();
    }
    return settings;
  }

  private synchronized HubClient client(HubSettings known) {
    if (client == null) {
      client = new HubClient(known);
    }
    return client;
  }
}
