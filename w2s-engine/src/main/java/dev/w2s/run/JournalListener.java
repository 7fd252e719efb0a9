package dev.w2s.run;

import dev.w2s.store.RunJournal;
import dev.w2s.study.PlannedStep;
import java.util.List;

/// Keeps the journal of a run, and tells another listener all there is to hear.
public final class JournalListener extends ForwardingListener {
  private final RunJournal journal;

  public JournalListener(RunJournal journal, RunListener next) {
    super(next);
    this.journal = journal;
  }

  @Override
  public void planned(List<PlannedStep> open, int kept) {
    if (!open.isEmpty()) {
      journal.start();
    }
    super.planned(open, kept);
  }

  @Override
  public StepProgress begin(PlannedStep step) {
    journal.begin(step.key());
    StepProgress shown = super.begin(step);
    return (done, total, detail) -> {
      journal.progress(done, total, detail);
      shown.at(done, total, detail);
    };
  }

  @Override
  public void end(PlannedStep step, double seconds) {
    journal.end();
    super.end(step, seconds);
  }
}
