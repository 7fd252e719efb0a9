package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Recovery.Recovered;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// The accuracies as a picture, for slides and for pages that show no SVG.
public final class PngPlot {
  private static final Color INK = new Color(0x1b1f24);

  /// Letters that the names of all models may have side by side.
  private static final int FITTING = 100;

  private static final Color STUDENT = new Color(0x0b66c3);

  private final Findings findings;

  private PngPlot(Findings findings) {
    this.findings = findings;
  }

  /// Draws it.
  ///
  /// @return its bytes
  public static byte[] of(Findings findings) throws IOException {
    return ChartEncoder.getBytes(new PngPlot(findings).chart(), "png");
  }

  private CategoryChart chart() {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1_000)
            .height(560)
            .title(
                findings.plan().study().name()
                    + ": accuracy on "
                    + Words.counted(findings.weak().rows(), "test row"))
            .yAxisTitle("accuracy, %")
            .build();
    style(chart);
    intervals(chart);
    for (int i = 0; i < findings.seeds().size(); i++) {
      CategorySeries seed =
          add(chart, "seed " + i, ofSeed(findings.seeds().get(i)), SeriesMarkers.CROSS, INK);
      seed.setLabel("one seed").setShowInLegend(i == 0);
    }
    return chart;
  }

  private void intervals(CategoryChart chart) {
    List<Double> middles = new ArrayList<>();
    List<Double> halves = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Estimate estimate : estimates()) {
      middles.add(50 * (estimate.interval().low() + estimate.interval().high()));
      halves.add(50 * (estimate.interval().high() - estimate.interval().low()));
      values.add(100 * estimate.value());
    }
    CategorySeries bars = chart.addSeries("interval", names(), middles, halves);
    bars.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    bars.setMarker(SeriesMarkers.NONE).setShowInLegend(false);
    add(chart, "all seeds", values, SeriesMarkers.DIAMOND, STUDENT)
        .setLabel("all seeds, 95 % interval");
  }

  private void style(CategoryChart chart) {
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setErrorBarsColor(INK);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setMarkerSize(10);
    chart.getStyler().setYAxisDecimalPattern("0.#");
    chart.getStyler().setXAxisLabelRotation(String.join("", names()).length() > FITTING ? 20 : 0);
  }

  private CategorySeries add(
      CategoryChart chart, String name, List<Double> values, Marker marker, Color color) {
    CategorySeries series = chart.addSeries(name, names(), values);
    series.setMarker(marker);
    series.setMarkerColor(color);
    return series;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("weak labels"));
    findings.students().forEach(student -> names.add(name(student)));
    names.add("ceiling");
    return Collections.unmodifiableList(names);
  }

  private static String name(StudentFinding student) {
    return student.recovery() instanceof Recovered(Estimate pgr)
        ? "%s (PGR %s %s)"
            .formatted(student.method(), Words.pgr(pgr.value()), Words.pgrEnds(pgr.interval()))
        : student.method();
  }

  private List<Estimate> estimates() {
    List<Estimate> estimates = new ArrayList<>(List.of(findings.weak()));
    findings.students().forEach(student -> estimates.add(student.accuracy()));
    estimates.add(findings.ceiling());
    return estimates;
  }

  private static List<Double> ofSeed(SeedFinding seed) {
    List<Double> values = new ArrayList<>(List.of(100 * seed.weak()));
    seed.students().forEach(student -> values.add(100 * student));
    values.add(100 * seed.ceiling());
    return values;
  }
}
