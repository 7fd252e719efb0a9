package dev.w2s.cli;

import java.io.IOException;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// The line of the terminal that a bar is drawn on.
final class BarLine extends ConsoleProgressBarConsumer {
  private static final int USUAL_WIDTH = 80;
  private static final int WIDEST_BAR = 24;
  private static final int NARROWEST_BAR = 6;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final PrintStream terminal;

  BarLine(PrintStream terminal) {
    super(terminal);
    this.terminal = terminal;
  }

  /// Leaves an empty line, and the cursor at its start.
  @Override
  public void clear() {
    terminal.print("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
    terminal.flush();
  }

  /// A column is left free, for terminals that go to the next line after the last one.
  @Override
  public int getMaxRenderedLength() {
    int width = Width.TERMINAL.getWidth();
    return (width > 0 ? width : USUAL_WIDTH) - 1;
  }

  @Override
  public void close() {
    clear();
  }

  /// The task, a bar where there is room for one, and as many of the words as fit.
  static String drawn(ProgressState state, int width) {
    String task = state.getTaskName() + " ";
    String words = state.getExtraMessage();
    int room = width - task.length() - words.length() - 1;
    return room < NARROWEST_BAR || state.getMax() <= 0
        ? task + fitting(words, width - task.length())
        : task + bar(state, Math.min(room, WIDEST_BAR)) + " " + words;
  }

  // Cut at a comma: half a number would be a wrong one.
  private static String fitting(String words, int room) {
    if (words.length() <= room) {
      return words;
    }
    int comma = words.lastIndexOf(',', Math.max(0, room));
    return comma < 0 ? "" : words.substring(0, comma);
  }

  private static String bar(ProgressState state, int width) {
    long eighths = 8L * width * Math.min(state.getCurrent(), state.getMax()) / state.getMax();
    int full = (int) (eighths / 8);
    String bar = "█".repeat(full);
    return full == width
        ? bar
        : bar + EIGHTHS.charAt((int) (eighths % 8)) + " ".repeat(width - full - 1);
  }

  /// Built when first asked. Without its signals: they would take the place of Java's own, and
  /// Ctrl-C would end the JVM before the work is kept.
  private static final class Width {
    private static final Terminal TERMINAL = build();

    private static Terminal build() {
      try {
        return TerminalBuilder.builder().dumb(true).nativeSignals(false).build();
      } catch (IOException e) {
        throw new IllegalStateException("a dumb terminal is always there", e);
      }
    }
  }
}
