package dev.w2s.run;

import dev.w2s.study.PlannedStep;
import java.util.List;

/// Tells another listener all there is to hear.
public abstract class ForwardingListener implements RunListener {
  private final RunListener next;

  /// @param next who is told
  protected ForwardingListener(RunListener next) {
    this.next = next;
  }

  @Override
  public void planned(List<PlannedStep> open, int kept) {
    next.planned(open, kept);
  }

  @Override
  public StepProgress begin(PlannedStep step) {
    return next.begin(step);
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    next.end(step, seconds);
  }

  @Override
  public void foundDone(PlannedStep step) {
    next.foundDone(step);
  }

  @Override
  public void waiting(List<PlannedStep> held) {
    next.waiting(held);
  }
}
