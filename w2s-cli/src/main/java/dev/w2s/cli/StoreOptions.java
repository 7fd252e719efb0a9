package dev.w2s.cli;

import dev.w2s.store.Store;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where results are kept.
final class StoreOptions {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "${W2S_STORE:-.w2s}",
      description = "Where results are kept (default: $W2S_STORE, else .w2s).")
  private Path folder;

  Path folder() {
    return folder;
  }

  Store open() {
    return Store.open(folder);
  }

  /// To look at alone: makes no folder.
  Store view() {
    return Store.view(folder);
  }
}
