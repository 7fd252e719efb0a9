package dev.w2s.cli;

import dev.w2s.finding.Pilot;
import dev.w2s.finding.Pilot.Contrast;
import dev.w2s.measure.Components;
import dev.w2s.measure.Power;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.run.Agenda;
import dev.w2s.run.Kept;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StudyFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `w2s power`.
@Command(
    name = "power",
    description = {
      "Says how many seeds and test rows a study needs to find a difference.",
      "How much seeds and rows differ is taken from a finished study, the pilot, or assumed."
    })
final class PowerCommand implements Callable<Integer> {
  /// Rows that are assumed where neither a pilot nor the user says.
  private static final int ROWS = 2_000;

  @Spec private CommandSpec spec;
  @Mixin private TaskOptions taskOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "PILOT",
      description = "The file of a finished study of at least 2 seeds.")
  private @Nullable Path pilot;

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "One of the pilot's studies, where its file names several tasks or models.")
  private @Nullable String study;

  @Option(
      names = "--effect",
      required = true,
      paramLabel = "POINTS",
      description = "The difference to be found, in points of accuracy.")
  private double effect;

  @Option(
      names = "--power",
      paramLabel = "PERCENT",
      defaultValue = "80",
      description = "How often it is to be found (default: ${DEFAULT-VALUE}).")
  private double wished;

  @Option(
      names = "--level",
      paramLabel = "PERCENT",
      defaultValue = "95",
      description =
          "Confidence of the intervals that are to exclude 0 (default: ${DEFAULT-VALUE}).")
  private double level;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Test rows (default: those of the pilot, else 2,000).")
  private @Nullable Integer rows;

  @Option(
      names = "--seed-sd",
      paramLabel = "POINTS",
      description = "Without a pilot: standard deviation of the difference from seed to seed.")
  private @Nullable Double seedDeviation;

  @Option(
      names = "--disagree",
      paramLabel = "PERCENT",
      description =
          "Without a pilot: share of rows that one of the two has right and the other wrong.")
  private @Nullable Double disagree;

  @Override
  public Integer call() {
    require(effect > 0 && effect <= 100, "--effect must be above 0 and at most 100", effect);
    require(wished > 0 && wished < 100, "--power must lie between 0 and 100", wished);
    require(level > 0 && level < 100, "--level must lie between 0 and 100", level);
    PrintWriter out = spec.commandLine().getOut();
    if (pilot == null) {
      Contrast assumed = new Contrast("assumed", effect / 100, assumed());
      view(rows == null ? ROWS : rows).print(assumed, out);
    } else {
      Pilot found = found(pilot);
      out.printf("pilot: %s, %d seeds, %,d test rows%n", pilot, found.seeds(), found.rows());
      PowerView view = view(rows == null ? found.rows() : rows);
      found.contrasts().forEach(contrast -> view.print(contrast, out));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private PowerView view(int testRows) {
    require(testRows >= 2 && testRows <= Power.MOST_ROWS, "--rows must be at least 2", testRows);
    return new PowerView(effect / 100, wished / 100, level / 100, testRows);
  }

  /// Rows on which the two differ vary by that share less the square of the difference. All of it
  /// is taken for the rows' own, as if every seed erred on the same ones: more seeds may do better.
  private Components assumed() {
    if (seedDeviation == null || disagree == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "name a pilot study, or give both --seed-sd and --disagree");
    }
    require(
        seedDeviation >= 0 && seedDeviation <= 100,
        "--seed-sd must lie between 0 and 100",
        seedDeviation);
    require(
        disagree >= effect && disagree <= 100,
        "--disagree must lie between the effect and 100",
        disagree);
    double difference = effect / 100;
    return new Components(
        Math.pow(seedDeviation / 100, 2), Math.max(0, disagree / 100 - difference * difference), 0);
  }

  private Pilot found(Path file) {
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    List<StudyFile> studies =
        taskOptions.studies(file, viewOptions.hub(spec.commandLine().getErr()));
    Plan plan = StudyOptions.plan(StudyOptions.single(file, studies, study), models);
    Store store = storeOptions.view();
    requireFinished(plan, store);
    Kept kept = new Kept(store);
    return Pilot.of(plan, kept::predictions, Reporting.test(plan, kept));
  }

  /// Requires all steps of a study to be in the store.
  ///
  /// @throws BadInputException where one is not
  static void requireFinished(Plan plan, Store store) {
    List<PlannedStep> open = new Agenda(plan, store).open();
    if (!open.isEmpty()) {
      throw new BadInputException(
          "study '%s' is not finished: %d of %d steps are still to run, first '%s'; w2s run goes on with them"
              .formatted(
                  plan.study().name(), open.size(), plan.steps().size(), open.getFirst().title()));
    }
  }

  private void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new CommandLine.ParameterException(spec.commandLine(), rule + " but was " + value);
    }
  }
}
