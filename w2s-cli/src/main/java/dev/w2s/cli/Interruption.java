package dev.w2s.cli;

import dev.w2s.problem.CancelledException;
import java.io.PrintWriter;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Ctrl-C and SIGTERM: asks the work to stop, and gives it time to keep what it has and to say so
/// before the JVM ends.
final class Interruption {
  private static final Duration GRACE = Duration.ofSeconds(4);

  private final CountDownLatch said = new CountDownLatch(1);
  private volatile boolean asked;

  /// While it is open, an interruption is listened to.
  interface Listening extends BooleanSupplier, AutoCloseable {
    /// Whether the user has asked the work to stop.
    @Override
    boolean getAsBoolean();

    @Override
    void close();
  }

  /// Begins to listen.
  ///
  /// @param err told where the work does not stop in time
  Listening listen(PrintWriter err) {
    Thread hook = new Thread(() -> stop(err), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Listening() {
      @Override
      public boolean getAsBoolean() {
        return asked;
      }

      @Override
      public void close() {
        forget(hook);
      }
    };
  }

  /// The command is over and all is said: a shutdown need not wait any longer.
  void over() {
    said.countDown();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It has been called for, and runs already.
    }
  }

  // Past the grace the process ends all the same: the last checkpoint is whole, and the store loses
  // nothing but time.
  private void stop(PrintWriter err) {
    asked = true;
    try {
      if (!said.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        CancelledException interrupted = new CancelledException();
        err.println("w2s: " + interrupted.getMessage());
        leave(interrupted.exitCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The JVM's own end would run libtorch's destructors under the thread that still computes, and
  // crash.
  @SuppressWarnings("restricted")
  private static void leave(int code) {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("_exit")
        .map(exit -> linker.downcallHandle(exit, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)))
        .ifPresent(exit -> {
          try {
            exit.invokeExact(code);
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
