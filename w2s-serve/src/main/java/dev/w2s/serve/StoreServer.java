package dev.w2s.serve;

import dev.w2s.problem.BadInputException;
import dev.w2s.serve.internal.Gate;
import dev.w2s.serve.internal.Restarts;
import dev.w2s.serve.internal.Routes;
import dev.w2s.serve.internal.Watcher;
import dev.w2s.store.Store;
import io.avaje.jex.Jex;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Serves a live page of a store: its studies, their steps, how far they are, and their reports.
/// All it knows it reads from the store, so that it shows studies that other processes and machines
/// run, and outlives them.
public final class StoreServer implements AutoCloseable {
  /// Held, so that what is set of it stays: that it starts, ends, or loses a watcher is no news.
  private static final Logger JEX = Logger.getLogger("io.avaje.jex");

  private final Jex.Server server;
  private final Watcher watcher;
  private final String host;

  private StoreServer(Jex.Server server, Watcher watcher, String host) {
    this.server = server;
    this.watcher = watcher;
    this.host = host;
  }

  /// Starts to listen; runs can be stopped from the page, and none started.
  ///
  /// @throws BadInputException where it cannot listen there
  public static StoreServer start(Store store, Address address) {
    return start(store, address, Optional.empty());
  }

  /// Starts to listen; runs that ended early can be gone on with from the page.
  ///
  /// @param launcher how this machine starts the program
  /// @throws BadInputException where it cannot listen there
  public static StoreServer start(Store store, Address address, RunLauncher launcher) {
    return start(store, address, Optional.of(launcher));
  }

  private static StoreServer start(Store store, Address address, Optional<RunLauncher> launcher) {
    JEX.setLevel(Level.SEVERE);
    Restarts restarts = new Restarts(store, launcher);
    Watcher watcher = Watcher.of(store, restarts);
    Jex jex = Jex.create().filter(new Gate(address));
    new Routes(store, watcher, restarts).addTo(jex);
    try {
      jex.config(config -> config.host(address.host()).port(address.port()).health(false));
      return new StoreServer(jex.start(), watcher, address.host());
    } catch (UncheckedIOException | IllegalStateException e) {
      watcher.close();
      throw new BadInputException(
          "cannot listen at %s, port %d (%s); name another with --port or --host"
              .formatted(address.host(), address.port(), reason(e)));
    }
  }

  private static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  /// The port it listens at.
  public int port() {
    return server.port();
  }

  /// The page's address.
  public String url() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port() + "/";
  }

  @Override
  public void close() {
    watcher.close();
    server.shutdown();
  }
}
