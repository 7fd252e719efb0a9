package dev.w2s.report.internal.figure;

import dev.w2s.finding.Overview;
import java.util.List;
import java.util.stream.Stream;

/// The figures of several studies together.
public final class OverviewFigures {
  private OverviewFigures() {}

  /// All that have something to show.
  public static List<Figure> of(Overview overview) {
    SizeFigures size = new SizeFigures(overview);
    MethodFigures method = new MethodFigures(overview);
    PredictorFigures predictor = new PredictorFigures(overview);
    return Stream.of(
            size.accuracy(),
            size.pgr(),
            method.pgr(),
            method.gain(),
            size.agreement(),
            predictor.gains(),
            predictor.shortfall(),
            predictor.misfit())
        .filter(figure -> !figure.isEmpty())
        .toList();
  }
}
