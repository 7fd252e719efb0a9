package dev.w2s.report.internal;

import dev.w2s.report.Fact;
import dev.w2s.report.internal.figure.Figure;
import java.util.List;

/// What the HTML report shows, as text that needs no more work.
///
/// @param study its name
/// @param subtitle task, seeds, rows
/// @param answer in one sentence
/// @param style the page's CSS
/// @param panels the plot
/// @param models the table
/// @param gap ceiling - weak
/// @param furtherHeader headings of the table of further test sets
/// @param further its lines; none where there are no such sets
/// @param calibrations the second table
/// @param comparisons of every pair of methods
/// @param figures that are drawn
/// @param figureData what draws them
/// @param drawing the scripts
/// @param sections what was looked into beyond the main numbers
/// @param disputes rows to read, by method
/// @param written answers to read
/// @param methods headings of the students' columns, by seed
/// @param seeds one row for each seed
/// @param notes what a reader must know
/// @param protocol in words
/// @param evaluations how often a model was scored on the test rows
/// @param ledger which steps did so
/// @param explained the study with its defaults
/// @param studyFile the study as written
/// @param provenance how it came to be
public record Page(
    String study,
    String subtitle,
    String answer,
    String style,
    List<Panel> panels,
    List<ModelRow> models,
    String gap,
    List<String> furtherHeader,
    List<List<String>> further,
    List<CalibrationRow> calibrations,
    List<ComparisonRow> comparisons,
    List<Figure> figures,
    String figureData,
    String drawing,
    List<Section> sections,
    List<DisputeGroup> disputes,
    WrittenSheet written,
    List<String> methods,
    List<SeedRow> seeds,
    List<String> notes,
    List<String> protocol,
    String evaluations,
    List<LedgerRow> ledger,
    String explained,
    String studyFile,
    List<Fact> provenance) {
  public Page {
    panels = List.copyOf(panels);
    models = List.copyOf(models);
    furtherHeader = List.copyOf(furtherHeader);
    further = further.stream().map(List::copyOf).toList();
    calibrations = List.copyOf(calibrations);
    comparisons = List.copyOf(comparisons);
    figures = List.copyOf(figures);
    sections = List.copyOf(sections);
    disputes = List.copyOf(disputes);
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
    notes = List.copyOf(notes);
    protocol = List.copyOf(protocol);
    ledger = List.copyOf(ledger);
    provenance = List.copyOf(provenance);
  }

  /// One line of the table; cells that do not apply are empty.
  public record ModelRow(
      String name,
      String what,
      String accuracy,
      String interval,
      String rows,
      String gain,
      String agreement,
      String pgr,
      String pgrInterval) {}

  /// One seed: weak labels, students, ceiling.
  public record SeedRow(String seed, List<String> accuracies) {
    public SeedRow {
      accuracies = List.copyOf(accuracies);
    }
  }

  /// One line of the second table; cells that do not apply are empty.
  public record CalibrationRow(
      String name,
      String error,
      String interval,
      String whereRight,
      String rightInterval,
      String whereWrong,
      String wrongInterval) {}

  /// A table with a heading and a few words.
  ///
  /// @param header headings behind that of the models
  public record Section(String title, String words, List<String> header, List<SectionRow> rows) {
    public Section {
      header = List.copyOf(header);
      rows = List.copyOf(rows);
    }
  }

  /// One line of it.
  public record SectionRow(String name, List<Cell> cells) {
    public SectionRow {
      cells = List.copyOf(cells);
    }
  }

  /// One cell; what does not apply is empty.
  ///
  /// @param value the number
  /// @param ends its interval
  /// @param below the lines that stand under it
  public record Cell(String value, String ends, List<String> below) {
    /// Nothing.
    public static final Cell EMPTY = new Cell("", "", List.of());

    public Cell {
      below = List.copyOf(below);
    }
  }

  /// The rows on which a student and the weak labels differ most.
  ///
  /// @param heading the method, and how many
  public record DisputeGroup(String heading, List<DisputeRow> rows) {
    public DisputeGroup {
      rows = List.copyOf(rows);
    }
  }

  /// One of them.
  ///
  /// @param right who is right
  public record DisputeRow(
      String id, List<String> texts, String gold, String weak, String student, String right) {
    public DisputeRow {
      texts = List.copyOf(texts);
    }
  }

  /// Two methods.
  public record ComparisonRow(
      String methods, String difference, String interval, String p, String holm, String mcNemar) {}

  /// One evaluation on the test rows.
  public record LedgerRow(String title, String finished, String key) {}
}
