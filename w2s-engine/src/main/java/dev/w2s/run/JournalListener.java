package dev.w2s.run;

import dev.w2s.store.RunJournal;
import dev.w2s.study.PlannedStep;
import java.util.List;

/// Keeps the journal of a run, and tells another listener all there is to hear.
public final class JournalListener implements RunListener {
  private final RunJournal journal;
  private final RunListener next;

  public JournalListener(RunJournal journal, RunListener next) {
    this.journal = journal;
    this.next = next;
  }

  @Override
  public void planned(List<PlannedStep> open, int kept) {
    if (!open.isEmpty()) {
      journal.start();
    }
    next.planned(open, kept);
  }

  @Override
  public StepProgress begin(PlannedStep step) {
    journal.begin(step.key());
    StepProgress shown = next.begin(step);
    return (done, total, detail) -> {
      journal.progress(done, total, detail);
      shown.at(done, total, detail);
    };
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    journal.end();
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
