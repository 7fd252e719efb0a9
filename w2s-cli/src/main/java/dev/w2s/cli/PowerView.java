package dev.w2s.cli;

import dev.w2s.finding.Pilot.Contrast;
import dev.w2s.measure.Components;
import dev.w2s.measure.Power;
import java.io.PrintWriter;
import java.util.OptionalInt;

/// What `w2s power` prints of one difference.
///
/// @param effect to be found
/// @param wished power
/// @param level of the intervals
/// @param rows test rows
record PowerView(double effect, double wished, double level, int rows) {
  private static final int SEEDS = 10;

  void print(Contrast contrast, PrintWriter out) {
    Power power = new Power(contrast.components(), level);
    out.println();
    out.println(contrast.name() + ": " + spread(contrast.components()));
    Columns columns =
        Columns.of(
            "seeds", "power, %,d rows".formatted(rows), "rows for %s".formatted(percent(wished)));
    columns.row("1", "unknown", "unknown");
    for (int seeds = 2; seeds <= SEEDS; seeds++) {
      columns.row(
          Integer.toString(seeds),
          percent(power.of(effect, seeds, rows)),
          power.rows(effect, seeds, wished).stream()
              .mapToObj("%,d"::formatted)
              .findFirst()
              .orElse("no number is enough"));
    }
    columns.print(out);
    out.println(answer(power));
  }

  private String answer(Power power) {
    OptionalInt seeds = power.seeds(effect, rows, wished);
    String what =
        "a difference of %.1f points at %s, found in %s of studies with %,d rows"
            .formatted(100 * effect, percent(level), percent(wished), rows);
    return seeds.isPresent()
        ? "%s: %,d seeds.".formatted(what, seeds.getAsInt())
        : "%s: not even with %,d seeds; take more rows.".formatted(what, Power.MOST_SEEDS);
  }

  private static String spread(Components of) {
    return "standard deviation %.1f points between seeds, %.1f between rows, %.1f of the rest"
        .formatted(
            100 * Math.sqrt(of.seed()), 100 * Math.sqrt(of.row()), 100 * Math.sqrt(of.residual()));
  }

  private static String percent(double share) {
    return "%.0f %%".formatted(100 * share);
  }
}
