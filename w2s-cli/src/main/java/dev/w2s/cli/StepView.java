package dev.w2s.cli;

import dev.w2s.run.StepProgress;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/// How far one step is, shown while it runs.
sealed interface StepView extends StepProgress, AutoCloseable {
  /// Shows nothing.
  StepView NONE = new Silent();

  @Override
  void close();

  /// Makes the view of a step.
  @FunctionalInterface
  interface Factory {
    /// The view of one step.
    ///
    /// @param task the step, for people
    /// @param rest how long the study will take once this step is done
    StepView open(String task, Duration rest);
  }

  /// A bar that is redrawn in place, gone when the step ends.
  static Factory bars(PrintStream terminal) {
    return (task, rest) -> new Bar(terminal, task, rest);
  }

  /// A plain line every so often.
  static Factory lines(PrintWriter out, Duration every) {
    return (task, rest) -> new Lines(out, task, rest, every);
  }

  /// See [#NONE].
  record Silent() implements StepView {
    @Override
    public void at(long done, long total, String detail) {}

    @Override
    public void close() {}
  }

  /// See [#bars].
  final class Bar implements StepView {
    private final BarLine line;
    private final ProgressBar bar;
    private final Pace pace;

    private Bar(PrintStream terminal, String task, Duration rest) {
      this.pace = new Pace(rest);
      this.line = new BarLine(terminal);
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(-1)
              .setUpdateIntervalMillis(200)
              .setRenderer(BarLine::drawn)
              .setConsumer(line)
              .build();
    }

    @Override
    public void at(long done, long total, String detail) {
      bar.maxHint(total);
      bar.stepTo(done);
      bar.setExtraMessage(pace.words(done, total, detail));
    }

    @Override
    public void close() {
      bar.close();
      line.clear();
    }
  }

  /// See [#lines].
  final class Lines implements StepView {
    private final PrintWriter out;
    private final String task;
    private final Pace pace;
    private final long everyNanos;
    private long next;

    private Lines(PrintWriter out, String task, Duration rest, Duration every) {
      this.out = out;
      this.task = task;
      this.pace = new Pace(rest);
      this.everyNanos = every.toNanos();
      this.next = System.nanoTime() + everyNanos;
    }

    @Override
    public void at(long done, long total, String detail) {
      String words = pace.words(done, total, detail);
      long now = System.nanoTime();
      if (now >= next && pace.isKnown(done)) {
        next = now + everyNanos;
        out.println(task + ": " + words);
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}
