package dev.w2s.cli;

import dev.w2s.model.Fetching;
import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/// How far the download of a model is, as a bar.
final class FetchView implements Fetching {
  private static final long MEGABYTE = 1_000_000;

  private final PrintStream terminal;
  private @Nullable ProgressBar bar;
  private String shown = "";

  FetchView(PrintStream terminal) {
    this.terminal = terminal;
  }

  /// A line for each file that is large.
  static Fetching lines(PrintWriter out) {
    return (what, done, total) -> {
      if (done == total && total >= MEGABYTE) {
        out.println("fetched %s, %,d MB".formatted(what, total / MEGABYTE));
        out.flush();
      }
    };
  }

  @Override
  public void fetched(String what, long done, long total) {
    if (!what.equals(shown)) {
      close();
      shown = what;
      bar = open(what);
    }
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
    }
    if (done == total) {
      close();
    }
  }

  private ProgressBar open(String what) {
    return new ProgressBarBuilder()
        .setTaskName("fetching " + what)
        .setUnit(" MB", MEGABYTE)
        .setInitialMax(-1)
        .setUpdateIntervalMillis(200)
        .setConsumer(new BarLine(terminal))
        .build();
  }

  private void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
