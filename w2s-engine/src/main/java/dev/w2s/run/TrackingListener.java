package dev.w2s.run;

import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.track.StepTrackers;
import java.util.List;

/// Tells trackers what each step measured, and another listener all there is to hear.
public final class TrackingListener implements RunListener {
  private final Plan plan;
  private final StepTrackers trackers;
  private final RunListener next;

  public TrackingListener(Plan plan, StepTrackers trackers, RunListener next) {
    this.plan = plan;
    this.trackers = trackers;
    this.next = next;
  }

  @Override
  public void planned(List<PlannedStep> open, int kept) {
    next.planned(open, kept);
    plan.steps().stream().filter(step -> !open.contains(step)).forEach(trackers::track);
  }

  @Override
  public StepProgress begin(PlannedStep step) {
    return next.begin(step);
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    next.end(step, seconds);
    trackers.track(step);
  }

  @Override
  public void foundDone(PlannedStep step) {
    next.foundDone(step);
    trackers.track(step);
  }

  @Override
  public void waiting(List<PlannedStep> held) {
    next.waiting(held);
  }
}
