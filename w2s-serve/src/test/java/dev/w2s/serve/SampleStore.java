package dev.w2s.serve;

import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.store.StudyRecord.RecordedStep;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Stores with studies that were never run.
final class SampleStore {
  private SampleStore() {}

  static StepKey key(int number) {
    return new StepKey("%064x".formatted(number + 1));
  }

  /// A study whose steps each need the one before.
  static StudyRecord study(String name, int steps) {
    List<RecordedStep> chain = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      List<StepKey> needs = i == 0 ? List.of() : List.of(key(i - 1));
      chain.add(new RecordedStep(key(i), "finetune", "seed 0: step " + i, needs));
    }
    return new StudyRecord(name, "mood", "small", "large", chain, List.of());
  }

  /// A store that knows a study, whose first steps are done.
  static Store with(Path root, StudyRecord study, int done) throws IOException {
    Store store = Store.open(root);
    store.record(study);
    for (int i = 0; i < done; i++) {
      finish(store, study.steps().get(i).key());
    }
    return store;
  }

  static void finish(Store store, StepKey key) throws IOException {
    try (Claim claim = store.claim(key).orElseThrow()) {
      Files.writeString(
          claim.output().resolve("curve.jsonl"), "{\"step\":1,\"rows\":8,\"loss\":0.5}\n");
      claim.commit(Map.of("loss", 0.5), Map.of("device", "cpu"));
    }
  }
}
