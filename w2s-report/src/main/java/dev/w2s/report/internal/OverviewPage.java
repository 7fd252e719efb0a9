package dev.w2s.report.internal;

import dev.w2s.report.internal.figure.Figure;
import java.util.List;

/// What the report of several studies shows, as text that needs no more work.
///
/// @param name of the whole
/// @param subtitle how many studies, tasks and seeds
/// @param answer in a few sentences
/// @param style the page's CSS
/// @param tasks headings of the table, each over so many studies
/// @param strong headings below them, one for each study
/// @param rows weak labels, methods and ceiling
/// @param notes why there is no gap, and how many notes each study has
/// @param figures that are drawn
/// @param figureData what draws them
/// @param drawing the scripts
/// @param pooled every method over the studies
/// @param comparisons each method against the first
/// @param first that method
/// @param predictors rank correlations with what they foretell
/// @param bound how often the gain in squared error is at least the misfit
/// @param studies links to the single reports
/// @param protocol in words
/// @param studyFile as written
public record OverviewPage(
    String name,
    String subtitle,
    List<String> answer,
    String style,
    List<TaskHead> tasks,
    List<String> strong,
    List<Row> rows,
    List<String> notes,
    List<Figure> figures,
    String figureData,
    String drawing,
    List<PooledGroup> pooled,
    List<ComparisonRow> comparisons,
    String first,
    List<PredictorRow> predictors,
    String bound,
    List<StudyRow> studies,
    List<String> protocol,
    String studyFile) {
  public OverviewPage {
    answer = List.copyOf(answer);
    tasks = List.copyOf(tasks);
    strong = List.copyOf(strong);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    figures = List.copyOf(figures);
    pooled = List.copyOf(pooled);
    comparisons = List.copyOf(comparisons);
    predictors = List.copyOf(predictors);
    studies = List.copyOf(studies);
    protocol = List.copyOf(protocol);
  }

  /// A task and how many studies are of it.
  public record TaskHead(String name, int studies) {}

  /// A line of the table.
  ///
  /// @param kind `weak`, `student` or `ceiling`
  public record Row(String name, String kind, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// One study's number.
  ///
  /// @param verdict `better`, `worse` or `unclear`, of a student against the weak labels
  /// @param mark the same for those who do not see colours
  public record Cell(String value, String ends, String verdict, String mark) {}

  /// All methods over the same studies.
  public record PooledGroup(String over, List<PooledRow> rows) {
    public PooledGroup {
      rows = List.copyOf(rows);
    }
  }

  /// A method over several studies.
  public record PooledRow(String method, String gain, String p, String holm, String pgr) {}

  /// A method against the first.
  public record ComparisonRow(String method, String difference, String p, String holm) {}

  /// What foretells the gain.
  public record PredictorRow(String name, String outcome, String expected, String correlation) {}

  /// A study.
  public record StudyRow(String name, String link, String weak, String ceiling, String gap) {}
}
