package dev.w2s.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// The files of a report.
///
/// @param html the report for people
/// @param json the results for programs
/// @param csv the numbers for spreadsheets
/// @param comparisons the comparisons of methods for spreadsheets
/// @param warnings what could not be made, and why: pictures on a machine without fonts
public record Written(Path html, Path json, Path csv, Path comparisons, List<String> warnings) {
  public Written {
    Objects.requireNonNull(html, "html");
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(csv, "csv");
    Objects.requireNonNull(comparisons, "comparisons");
    warnings = List.copyOf(warnings);
  }
}
