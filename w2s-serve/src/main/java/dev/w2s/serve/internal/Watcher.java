package dev.w2s.serve.internal;

import dev.w2s.problem.W2sException;
import dev.w2s.store.Store;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Looks at a store once a second, whoever asks and however many: answers come from the last look.
public final class Watcher implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final StoreIndex index;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private Look last;
  private boolean closed;

  private Watcher(StoreIndex index) {
    this.index = index;
    this.last = index.look();
  }

  /// Begins to watch a store.
  public static Watcher of(Store store, Restarts restarts) {
    Watcher watcher = new Watcher(new StoreIndex(store, restarts));
    var _ =
        watcher.clock.scheduleWithFixedDelay(
            watcher::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return watcher;
  }

  /// The last look.
  synchronized Look last() {
    return last;
  }

  /// Whether there will be no further look.
  synchronized boolean isClosed() {
    return closed;
  }

  /// Waits for a look that differs from one that is known.
  ///
  /// @param known a look of this watcher
  /// @return the same where none does in time, or none will
  @SuppressWarnings("ReferenceEquality")
  synchronized Look next(Look known, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while (!closed && last == known && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return last;
  }

  private void tick() {
    try {
      show(index.look());
    } catch (W2sException unreadable) {
      show(last().broken(String.valueOf(unreadable.getMessage())));
    } catch (UncheckedIOException changing) {
      // A folder went while it was listed: the next look sees how it is.
      return;
    }
  }

  // Looks are compared here alone, and not by each who waits: those of a long study are long.
  private synchronized void show(Look look) {
    if (!look.equals(last)) {
      last = look;
      notifyAll();
    }
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    closed = true;
    notifyAll();
  }
}
