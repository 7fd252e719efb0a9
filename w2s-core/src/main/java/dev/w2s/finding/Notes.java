package dev.w2s.finding;

import dev.w2s.finding.Answers.Most;
import dev.w2s.measure.Estimate;
import dev.w2s.measure.Interval;
import dev.w2s.study.AnswerGeneration;
import dev.w2s.study.Intermediate;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Step;
import dev.w2s.study.Stop;
import dev.w2s.study.Supervisor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a reader of the numbers must know, in words.
final class Notes {
  /// A model that gives one class to so many of the (balanced) test rows tells them apart no more.
  private static final double COLLAPSED = .99;

  /// Below this a percentile interval of a share is no longer near its level.
  private static final int FEW_ROWS = 30;

  private final Plan plan;
  private final int rows;
  private final int classes;
  private final List<String> lines = new ArrayList<>();

  Notes(Plan plan, int rows) {
    this.plan = plan;
    this.rows = rows;
    classes = plan.study().task().classes().size();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  Notes ofProtocol(int testRows) {
    if (plan.steps().stream().map(PlannedStep::step).anyMatch(Notes::usesOracle)) {
      lines.add(
          "An oracle was used: a training was stopped by gold labels of the validation rows, which"
              + " a true weak-to-strong setting does not have.");
    }
    if (rows < testRows) {
      lines.add(
          "The file of weak labels holds %s of %s test rows; every number is over these."
              .formatted(count(rows), count(testRows)));
    }
    int seeds = plan.runs().size();
    if (seeds == 1) {
      lines.add(
          "One seed: intervals say how much hangs on the choice of the test rows, and nothing of"
              + " what another seed would give.");
    } else if (seeds < 3) {
      lines.add(
          "Only "
              + seeds
              + " seeds: they say little of others, so that intervals are wide and rough.");
    }
    return this;
  }

  /// What the models and the test rows are not fit for.
  ///
  /// @param gold labels of the test rows
  Notes ofDesign(int[] gold) {
    if (plan.study().weak() instanceof Supervisor.Trained weak
        && weak.model().equals(plan.study().strong())) {
      lines.add(
          "Supervisor and student are the same model (%s): any gap comes from their rows and recipes alone."
              .formatted(weak.model()));
    }
    if (plan.study().weak() instanceof Supervisor.Simulated simulated) {
      lines.add(simulated(simulated.error()));
    }
    plan.study().methods().stream()
        .filter(Method::usesGold)
        .forEach(method ->
            lines.add(
                "The student (%s) learned from gold labels of some transfer rows, which a true weak-to-strong setting does not have."
                    .formatted(method.name())));
    plan.study().methods().stream().filter(Method::bootstrap).forEach(this::chain);
    if (plan.study().task().reading().answer().isWritten()) {
      lines.add(
          "Answers are written, and count as right or wrong for certain: calibration errors are shares of wrong answers, and two wrong answers agree whatever they say.");
    }
    if (plan.study().generation().sampled()) {
      lines.add(drawn(plan.study().generation()));
    }
    if (!plan.study().task().reading().answer().isWritten()
        && Arrays.stream(gold).distinct().count() == 1) {
      lines.add(
          "All %s test rows are of one class, '%s': a model that always names it looks perfect."
              .formatted(count(rows), plan.study().task().classes().get(gold[0])));
    }
    if (rows < FEW_ROWS) {
      lines.add(
          "Only %s test %s: intervals over so few are rough, and too narrow where all answers are right or all wrong."
              .formatted(count(rows), rows == 1 ? "row" : "rows"));
    }
    return this;
  }

  private static String drawn(AnswerGeneration how) {
    return "Each weak label is %s; the weak accuracy is that of such answers to the test rows, while students and ceiling write their likeliest."
        .formatted(how.words());
  }

  private static String simulated(SimulatedError error) {
    return "The weak labels are simulated: gold labels of which %.1f %% are wrong, %s."
        .formatted(100 * error.rate(), error.structure().description());
  }

  private void chain(Method method) {
    List<Intermediate> through = plan.study().through();
    lines.add(
        "The student (%s) was reached by way of %s: each of the %d steps learned from a share of the transfer rows of its own, labelled by the step before; the ceiling learned from all."
            .formatted(
                method.name(),
                through.stream()
                    .map(between -> between.model().toString())
                    .collect(Collectors.joining("; ")),
                through.size() + 1));
  }

  private static boolean usesOracle(Step step) {
    return step instanceof Step.Finetune training && training.recipe().stop() == Stop.ORACLE;
  }

  Notes ofCollapse(Answers answers) {
    if (plan.study().task().reading().answer().isWritten()) {
      return this;
    }
    for (int s = 0; s < answers.seeds().size(); s++) {
      Most most = answers.most(s, classes);
      if (most.rows() >= COLLAPSED * rows) {
        lines.add(
            "Seed %d: %s collapsed to one class, '%s' for %s of %s rows."
                .formatted(
                    plan.runs().get(s).seed(),
                    answers.role(),
                    plan.study().task().classes().get(most.label()),
                    count(most.rows()),
                    count(rows)));
      }
    }
    return this;
  }

  /// Seeds that repeat another say nothing of their own. Labels of a file are the same in every
  /// seed and are not asked.
  Notes ofRepetition(Answers answers) {
    int seeds = answers.seeds().size();
    for (int other = 1; other < seeds; other++) {
      for (int one = 0; one < other; one++) {
        if (answers.alike(one, other)) {
          lines.add(
              "Seeds %d and %d: %s gave the same answers to the last bit; they count as two, but are one."
                  .formatted(
                      plan.runs().get(one).seed(), plan.runs().get(other).seed(), answers.role()));
          break;
        }
      }
    }
    return this;
  }

  Notes ofWeak(Estimate weak) {
    int guesses = plan.study().task().guesses();
    if (weak.interval().high() < 1.0 / guesses) {
      lines.add(
          "The weak labels are worse than chance: %s, where chance is %s. Are two classes swapped?"
              .formatted(percent(weak.value()), percent(1.0 / guesses)));
    }
    return this;
  }

  Notes ofGap(Estimate gap) {
    if (gap.value() < 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "The weak labels are better than the ceiling, by %.1f points%s.",
              -100 * gap.value(),
              gap.interval().contains(0) ? ", perhaps by chance" : ""));
    }
    return this;
  }

  Notes ofStudent(Answers student, Estimate aboveCeiling) {
    if (aboveCeiling.value() > 0) {
      Interval interval = aboveCeiling.interval();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s is above the ceiling by %.1f points (interval %.1f to %.1f%s).",
              capital(student.role()),
              100 * aboveCeiling.value(),
              100 * interval.low(),
              100 * interval.high(),
              interval.contains(0) ? ", so perhaps by chance" : ""));
    }
    return this;
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
