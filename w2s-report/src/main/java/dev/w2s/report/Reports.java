package dev.w2s.report;

import dev.w2s.file.DurableFiles;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Overview;
import dev.w2s.problem.IoFailure;
import dev.w2s.report.internal.ComparisonsCsv;
import dev.w2s.report.internal.HtmlReport;
import dev.w2s.report.internal.OverviewReport;
import dev.w2s.report.internal.PngPlot;
import dev.w2s.report.internal.ResultsCsv;
import dev.w2s.report.internal.ResultsJson;
import dev.w2s.report.internal.ResultsParquet;
import dev.w2s.report.internal.RunCard;
import dev.w2s.report.internal.figure.DrawingFailure;
import dev.w2s.report.internal.figure.OverviewFigures;
import dev.w2s.report.internal.figure.StudyFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes all files of a report.
public final class Reports {
  private static final String RESULTS = "results.json";

  private Reports() {}

  /// Writes `report.html`, `CARD.md`, `results.json`, `results.csv`, `results.parquet`,
  /// `comparisons.csv` and `plot.png` into a folder, which is made where it is missing. Each file
  /// is there whole or not at all; older ones are replaced. Equal findings and study files give
  /// equal bytes of JSON and CSV.
  ///
  /// @param pictures whether its figures are drawn into files, too
  /// @throws dev.w2s.problem.W2sException where a file cannot be written; pictures alone may fail,
  ///   which is then told as a warning
  public static Written write(
      Findings findings, Background background, Path folder, Pictures pictures) {
    String json = ResultsJson.of(findings, background.studyFile());
    String html = HtmlReport.of(findings, background);
    try {
      Files.createDirectories(folder);
      write(folder.resolve("CARD.md"), RunCard.of(findings, background));
      boolean same = same(json, folder);
      List<String> warnings = new ArrayList<>(plot(findings, folder, same));
      warnings.addAll(pictures.write(() -> StudyFigures.of(findings), folder, same));
      return write(html, json, List.of(findings), folder, warnings);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// The same without drawing figures into files.
  public static Written write(Findings findings, Background background, Path folder) {
    try (Pictures none = Pictures.none()) {
      return write(findings, background, folder, none);
    }
  }

  /// Writes the report of several studies together, `report.html`, `results.json`, `results.csv`,
  /// `results.parquet` and `comparisons.csv`, into a folder, which is made where it is missing. The
  /// page links to the reports of the single studies, in folders of their names below it.
  ///
  /// @param studyFile text of the study file
  /// @param pictures whether its figures are drawn into files, too
  /// @throws dev.w2s.problem.W2sException where a file cannot be written
  public static Written write(Overview overview, String studyFile, Path folder, Pictures pictures) {
    String json = ResultsJson.of(overview, studyFile);
    try {
      Files.createDirectories(folder);
      return write(
          OverviewReport.of(overview, studyFile),
          json,
          overview.studies(),
          folder,
          pictures.write(() -> OverviewFigures.of(overview), folder, same(json, folder)));
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// The same without drawing figures into files.
  public static Written write(Overview overview, String studyFile, Path folder) {
    try (Pictures none = Pictures.none()) {
      return write(overview, studyFile, folder, none);
    }
  }

  private static Written write(
      String html, String json, List<Findings> studies, Path folder, List<String> warnings)
      throws IOException {
    String csv = ResultsCsv.of(studies);
    ResultsParquet.write(csv, folder.resolve("results.parquet"));
    return new Written(
        write(folder.resolve("report.html"), html),
        write(folder.resolve(RESULTS), json),
        write(folder.resolve("results.csv"), csv),
        write(folder.resolve("comparisons.csv"), ComparisonsCsv.of(studies)),
        warnings);
  }

  private static Path write(Path file, String text) throws IOException {
    DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /// Whether a folder has these results already. Drawing is slow, so that pictures of equal results
  /// are kept; they are written before the results, and so never older than they.
  private static boolean same(String json, Path folder) throws IOException {
    Path results = folder.resolve(RESULTS);
    return Files.exists(results)
        && Arrays.equals(json.getBytes(StandardCharsets.UTF_8), Files.readAllBytes(results));
  }

  private static List<String> plot(Findings findings, Path folder, boolean same)
      throws IOException {
    Path file = folder.resolve("plot.png");
    if (same && Files.exists(file)) {
      return List.of();
    }
    Files.deleteIfExists(file);
    return DrawingFailure.of(() -> PngPlot.of(findings), png -> DurableFiles.write(file, png))
        .stream()
        .map(reason -> "plot.png was not drawn: " + reason)
        .toList();
  }
}
