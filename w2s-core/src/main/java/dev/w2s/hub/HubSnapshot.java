package dev.w2s.hub;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// A repository at one commit.
public final class HubSnapshot {
  private final HubAddress address;
  private final List<String> names;
  private final Path folder;
  private final Consumer<List<String>> fetcher;

  HubSnapshot(HubAddress address, List<String> names, Path folder, Consumer<List<String>> fetcher) {
    this.address = address;
    this.names = List.copyOf(names);
    this.folder = folder;
    this.fetcher = fetcher;
  }

  /// The repository, with the commit as its revision.
  public HubAddress address() {
    return address;
  }

  /// The commit, 40 digits.
  public String commit() {
    return address.revision();
  }

  /// Names of its files, with folders; of those in the cache, where the hub was not asked.
  public List<String> names() {
    return names;
  }

  /// Brings files into the cache, side by side; those that are there are not fetched again.
  ///
  /// @return the folder in which they lie under their names
  /// @throws dev.w2s.problem.BadInputException where the hub refuses them or the disk is full
  /// @throws dev.w2s.problem.FailedException where the network fails or the bytes are wrong
  public Path fetch(Collection<String> files) {
    fetcher.accept(List.copyOf(files));
    return folder;
  }
}
