package dev.w2s.report;

import dev.w2s.study.StepKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What a report tells beside the findings.
///
/// @param studyFile text of the study file as the user wrote it; goes into `results.json` too
/// @param explained the study with every default filled in, as text
/// @param provenance how the results came to be: versions, device, threads, times per step; in the
///   HTML report alone, for it differs between runs with equal results
/// @param finished when each step was done, in the HTML report alone; those not told are left open
public record Background(
    String studyFile, String explained, List<Fact> provenance, Map<StepKey, String> finished) {
  public Background {
    Objects.requireNonNull(studyFile, "studyFile");
    Objects.requireNonNull(explained, "explained");
    provenance = List.copyOf(provenance);
    finished = Map.copyOf(finished);
  }
}
