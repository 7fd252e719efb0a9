package dev.w2s.serve.internal;

import dev.w2s.store.StudyRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The plans of studies as JSON, each written once: that of a long study takes its time.
final class PlanTexts {
  private record Written(StudyRecord record, String json) {}

  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /// The plan of a study; written anew where the study was run with another.
  String of(StudyLook study) {
    return written
        .compute(
            study.record().name(),
            (name, known) ->
                known != null && known.record().equals(study.record())
                    ? known
                    : new Written(study.record(), PageJson.plan(study)))
        .json();
  }
}
