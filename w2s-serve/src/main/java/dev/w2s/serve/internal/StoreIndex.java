package dev.w2s.serve.internal;

import dev.w2s.store.RunState;
import dev.w2s.store.StepBeat;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.store.StudyRecord.RecordedStep;
import dev.w2s.study.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of a store, brought up to date by each look: a result that was seen once is not
/// looked for again, and of a step in flight only the new lines are read.
final class StoreIndex {
  private final Store store;
  private final Restarts restarts;
  private final Set<StepKey> done = new HashSet<>();
  private final Map<StepKey, List<StepBeat>> beats = new HashMap<>();

  StoreIndex(Store store, Restarts restarts) {
    this.store = store;
    this.restarts = restarts;
  }

  /// Looks at the store.
  Look look() {
    Instant now = Instant.now();
    List<StudyRecord> studies = store.studies();
    readBeats();
    return new Look(studies.stream().map(study -> look(study, now)).toList(), "");
  }

  private void readBeats() {
    Set<StepKey> inFlight = Set.copyOf(store.inFlight());
    beats.keySet().retainAll(inFlight);
    for (StepKey key : inFlight) {
      beats.put(key, read(key, beats.getOrDefault(key, List.of())));
    }
  }

  /// All lines of a step; from the first again where another process has begun the step anew.
  private List<StepBeat> read(StepKey key, List<StepBeat> known) {
    List<StepBeat> fresh = store.beats(key, known.size());
    if (fresh.isEmpty() && !known.isEmpty()) {
      List<StepBeat> all = store.beats(key, 0);
      return all.isEmpty() || all.getFirst().equals(known.getFirst()) ? known : List.copyOf(all);
    }
    List<StepBeat> all = new ArrayList<>(known);
    all.addAll(fresh);
    return List.copyOf(all);
  }

  private StudyLook look(StudyRecord study, Instant now) {
    Optional<RunState> run = store.run(study.name());
    boolean failed = run.filter(state -> state.phase() == RunState.Phase.FAILED).isPresent();
    List<StepState> states = new ArrayList<>();
    Map<StepKey, List<StepBeat>> own = new HashMap<>();
    for (RecordedStep step : study.steps()) {
      StepState state = state(step.key(), failed, now);
      states.add(state);
      if (state != StepState.OPEN && state != StepState.DONE) {
        own.put(step.key(), beats.getOrDefault(step.key(), List.of()));
      }
    }
    return new StudyLook(
        study,
        states,
        own,
        run.map(state -> word(state, now)).orElse("unknown"),
        run.filter(state -> state.isAlive(now)).map(StoreIndex::runner).orElse(""),
        run.map(RunState::message).orElse(""),
        run.map(RunState::stopping).orElse(false),
        store.report(study.name()).isPresent(),
        restarts.offers(study.name()),
        restarts.word(study.name()));
  }

  private StepState state(StepKey key, boolean failed, Instant now) {
    if (done.contains(key)) {
      return StepState.DONE;
    }
    if (store.find(key).isPresent()) {
      done.add(key);
      return StepState.DONE;
    }
    List<StepBeat> known = beats.getOrDefault(key, List.of());
    if (known.isEmpty()) {
      return StepState.OPEN;
    }
    Instant last = Instant.ofEpochMilli(known.getLast().millis());
    if (last.plus(RunState.PATIENCE).isAfter(now) && !failed) {
      return StepState.RUNNING;
    }
    return failed ? StepState.FAILED : StepState.PAUSED;
  }

  private static String word(RunState state, Instant now) {
    return state.phase() == RunState.Phase.RUNNING && !state.isAlive(now)
        ? "died"
        : state.phase().name().toLowerCase(Locale.ROOT);
  }

  private static String runner(RunState state) {
    return "%s, process %d".formatted(state.origin().host(), state.origin().pid());
  }
}
