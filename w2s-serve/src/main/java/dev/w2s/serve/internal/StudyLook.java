package dev.w2s.serve.internal;

import dev.w2s.store.StepBeat;
import dev.w2s.store.StudyRecord;
import dev.w2s.study.StepKey;
import java.util.List;
import java.util.Map;

/// What a store holds of one study at one moment.
///
/// @param record its steps
/// @param states of its steps, in their order
/// @param beats of the steps in flight, the newest last
/// @param run how its latest run is, in a word: `running`, `finished`, `stopped`, `failed`, `died`,
///   `unknown`
/// @param runner who runs it, for people; empty where nobody does
/// @param message why it failed; empty otherwise
/// @param stopping whether it was asked to stop
/// @param report whether a report is there
/// @param restartable whether the page can go on with it
/// @param restart what became of the last attempt to; empty where there was none, or it runs
record StudyLook(
    StudyRecord record,
    List<StepState> states,
    Map<StepKey, List<StepBeat>> beats,
    String run,
    String runner,
    String message,
    boolean stopping,
    boolean report,
    boolean restartable,
    String restart) {
  StudyLook {
    states = List.copyOf(states);
    beats = Map.copyOf(beats);
  }

  /// How many of its steps are in a state.
  long count(StepState state) {
    return states.stream().filter(state::equals).count();
  }
}
