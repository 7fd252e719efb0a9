package dev.w2s.hub.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A body that fails where its server falls silent; the JDK's client itself would wait for ever.
final class LiveStream extends FilterInputStream {
  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final Duration timeout;
  private volatile boolean silent;

  LiveStream(InputStream in, Duration timeout) {
    super(in);
    this.timeout = timeout;
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("hub-timeouts").factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    ScheduledFuture<?> alarm =
        WATCH.schedule(this::giveUp, timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      int read = super.read(bytes, offset, length);
      if (read < 0 && silent) {
        throw new HttpTimeoutException("nothing came for " + timeout.toSeconds() + " s");
      }
      return read;
    } finally {
      alarm.cancel(false);
    }
  }

  /// Closing the body wakes whoever reads it.
  private void giveUp() {
    silent = true;
    try {
      in.close();
    } catch (IOException e) {
      System.getLogger(LiveStream.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a silent connection failed", e);
    }
  }
}
