package dev.w2s.run;

import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.track.StepTrackers;
import java.util.List;

/// Tells trackers what each step measured, and another listener all there is to hear.
public final class TrackingListener extends ForwardingListener {
  private final Plan plan;
  private final StepTrackers trackers;

  public TrackingListener(Plan plan, StepTrackers trackers, RunListener next) {
    super(next);
    this.plan = plan;
    this.trackers = trackers;
  }

  @Override
  public void planned(List<PlannedStep> open, int kept) {
    super.planned(open, kept);
    plan.steps().stream().filter(step -> !open.contains(step)).forEach(trackers::track);
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    super.end(step, seconds);
    trackers.track(step);
  }

  @Override
  public void foundDone(PlannedStep step) {
    super.foundDone(step);
    trackers.track(step);
  }
}
