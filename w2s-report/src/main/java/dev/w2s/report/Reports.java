package dev.w2s.report;

import dev.w2s.file.DurableFiles;
import dev.w2s.finding.Findings;
import dev.w2s.problem.IoFailure;
import dev.w2s.report.internal.HtmlReport;
import dev.w2s.report.internal.PngPlot;
import dev.w2s.report.internal.ResultsCsv;
import dev.w2s.report.internal.ResultsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Writes all files of a report.
public final class Reports {
  private Reports() {}

  /// Writes `report.html`, `results.json`, `results.csv` and `plot.png` into a folder, which is
  /// made where it is missing. Each file is there whole or not at all; older ones are replaced.
  /// Equal findings and study files give equal bytes of JSON and CSV.
  ///
  /// @throws dev.w2s.problem.W2sException where a file cannot be written; the picture alone may
  ///   fail, which is then told as a warning
  public static Written write(Findings findings, Background background, Path folder) {
    byte[] json = ResultsJson.of(findings, background.studyFile()).getBytes(StandardCharsets.UTF_8);
    byte[] csv = ResultsCsv.of(findings).getBytes(StandardCharsets.UTF_8);
    byte[] html = HtmlReport.of(findings, background).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder);
      List<String> warnings = picture(findings, json, folder);
      return new Written(
          write(folder.resolve("report.html"), html),
          write(folder.resolve("results.json"), json),
          write(folder.resolve("results.csv"), csv),
          warnings);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static Path write(Path file, byte[] bytes) throws IOException {
    DurableFiles.write(file, bytes);
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
