package dev.w2s.report;

import java.util.List;
import java.util.Objects;

/// What a report tells beside the findings.
///
/// @param studyFile text of the study file as the user wrote it; goes into `results.json` too
/// @param explained the study with every default filled in, as text
/// @param provenance how the results came to be: versions, device, threads, times per step; in the
///   HTML report alone, for it differs between runs with equal results
public record Background(String studyFile, String explained, List<Fact> provenance) {
  public Background {
    Objects.requireNonNull(studyFile, "studyFile");
    Objects.requireNonNull(explained, "explained");
    provenance = List.copyOf(provenance);
  }
}
