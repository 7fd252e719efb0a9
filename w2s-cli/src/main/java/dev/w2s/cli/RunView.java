package dev.w2s.cli;

import dev.w2s.run.Forecast;
import dev.w2s.run.RunListener;
import dev.w2s.run.StepProgress;
import dev.w2s.study.PlannedStep;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// What a run shows as it goes: a line for each finished step, and how far the current one is.
final class RunView implements RunListener, AutoCloseable {
  private final PrintWriter out;
  private final Forecast forecast;
  private final StepView.Factory stepViews;
  private final List<PlannedStep> open = new ArrayList<>();
  private int total;
  private StepView current = StepView.NONE;

  RunView(PrintWriter out, Forecast forecast, StepView.Factory stepViews) {
    this.out = out;
    this.forecast = forecast;
    this.stepViews = stepViews;
  }

  @Override
  public void planned(List<PlannedStep> toRun, int kept) {
    open.addAll(toRun);
    total = toRun.size() + kept;
    line(StepCount.words(toRun, total, forecast.remaining(open)));
  }

  @Override
  public StepProgress begin(PlannedStep step) {
    List<PlannedStep> after = open.stream().filter(other -> !other.equals(step)).toList();
    close();
    current = stepViews.open(position() + " " + step.title(), forecast.remaining(after));
    return current;
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    close();
    forecast.learn(step, seconds);
    done(step, "%7.1f s".formatted(seconds));
  }

  @Override
  public void foundDone(PlannedStep step) {
    done(step, "by another process");
  }

  @Override
  public void waiting(List<PlannedStep> held) {
    List<String> titles = held.stream().map(PlannedStep::title).toList();
    line("waiting for another process, which computes: " + String.join("; ", titles));
  }

  /// Ends what is shown of a step that did not end.
  @Override
  public void close() {
    current.close();
    current = StepView.NONE;
  }

  private void done(PlannedStep step, String how) {
    String position = position();
    open.remove(step);
    String rest = open.isEmpty() ? "" : left() + " left";
    line("%s %-36s %s   %s".formatted(position, step.title(), how, rest).stripTrailing());
  }

  private String left() {
    return "about " + Durations.words(forecast.remaining(open));
  }

  private String position() {
    int width = Integer.toString(total).length();
    return ("[%" + width + "d/%d]").formatted(total - open.size() + 1, total);
  }

  private void line(String text) {
    out.println(text);
    out.flush();
  }
}
