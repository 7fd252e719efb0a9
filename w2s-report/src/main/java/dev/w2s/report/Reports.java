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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Writes all files of a report.
public final class Reports {
  private Reports() {}

  /// Writes `report.html`, `CARD.md`, `results.json`, `results.csv`, `results.parquet`,
  /// `comparisons.csv` and `plot.png` into a folder, which is made where it is missing. Each file
  /// is there whole or not at all; older ones are replaced. Equal findings and study files give
  /// equal bytes of JSON and CSV.
  ///
  /// @throws dev.w2s.problem.W2sException where a file cannot be written; the picture alone may
  ///   fail, which is then told as a warning
  public static Written write(Findings findings, Background background, Path folder) {
    String json = ResultsJson.of(findings, background.studyFile());
    String html = HtmlReport.of(findings, background);
    try {
      Files.createDirectories(folder);
      write(folder.resolve("CARD.md"), RunCard.of(findings, background));
      List<String> warnings = picture(findings, json.getBytes(StandardCharsets.UTF_8), folder);
      return write(html, json, List.of(findings), folder, warnings);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  /// Writes the report of several studies together, `report.html`, `results.json`, `results.csv`,
  /// `results.parquet` and `comparisons.csv`, into a folder, which is made where it is missing. The
  /// page links to the reports of the single studies, in folders of their names below it.
  ///
  /// @param studyFile text of the study file
  /// @throws dev.w2s.problem.W2sException where a file cannot be written
  public static Written write(Overview overview, String studyFile, Path folder) {
    try {
      Files.createDirectories(folder);
      return write(
          OverviewReport.of(overview, studyFile),
          ResultsJson.of(overview, studyFile),
          overview.studies(),
          folder,
          List.of());
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static Written write(
      String html, String json, List<Findings> studies, Path folder, List<String> warnings)
      throws IOException {
    String csv = ResultsCsv.of(studies);
    ResultsParquet.write(csv, folder.resolve("results.parquet"));
    return new Written(
        write(folder.resolve("report.html"), html),
        write(folder.resolve("results.json"), json),
        write(folder.resolve("results.csv"), csv),
        write(folder.resolve("comparisons.csv"), ComparisonsCsv.of(studies)),
        warnings);
  }

  private static Path write(Path file, String text) throws IOException {
    DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /// Drawing is slow, so that a picture of equal results is kept. It is written before the results,
  /// and so never older than they.
  private static List<String> picture(Findings findings, byte[] json, Path folder)
      throws IOException {
    Path file = folder.resolve("plot.png");
    Path results = folder.resolve("results.json");
    if (Files.exists(file)
        && Files.exists(results)
        && Arrays.equals(json, Files.readAllBytes(results))) {
      return List.of();
    }
    return draw(findings, file);
  }

  private static List<String> draw(Findings findings, Path file) throws IOException {
    return switch (PngPlot.of(findings)) {
      case PngPlot.Drawn drawn -> {
        DurableFiles.write(file, drawn.png());
        yield List.of();
      }
      case PngPlot.NotDrawn none -> {
        Files.deleteIfExists(file);
        yield List.of("plot.png was not drawn: " + none.reason());
      }
    };
  }
}
