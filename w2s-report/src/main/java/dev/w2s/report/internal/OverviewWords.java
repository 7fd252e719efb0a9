package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.finding.Overview;
import dev.w2s.finding.Overview.ModelPair;
import dev.w2s.finding.Overview.PooledMethod;
import dev.w2s.finding.PredictorCheck;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Estimate;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What several studies say, in sentences.
public final class OverviewWords {
  private OverviewWords() {}

  /// The answer: how often a student beats its supervisor, where there is a gap, and the best
  /// method over all studies.
  public static List<String> answer(Overview overview) {
    List<Estimate> gains =
        overview.studies().stream()
            .flatMap(study -> study.students().stream())
            .map(Findings.StudentFinding::gain)
            .toList();
    long better = gains.stream().filter(gain -> gain.interval().low() > 0).count();
    long worse = gains.stream().filter(gain -> gain.interval().high() < 0).count();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A student is better than the weak labels it learned from in %s of %s cases and worse in %s; in the others the %s %% interval holds 0."
            .formatted(
                Words.count(better),
                Words.count(gains.size()),
                Words.count(worse),
                Math.round(100 * Bootstrap.STANDARD.level())));
    sentences.add(gaps(overview));
    best(overview).map(OverviewWords::best).ifPresent(sentences::add);
    return sentences;
  }

  private static String gaps(Overview overview) {
    long open = overview.studies().stream().filter(study -> Words.noGap(study).isEmpty()).count();
    return "%s of %s have a gap between weak labels and ceiling to recover."
        .formatted(Words.count(open), Words.counted(overview.studies().size(), "stud", "y", "ies"));
  }

  private static Optional<PooledMethod> best(Overview overview) {
    return overview.pooled().stream()
        .filter(of -> of.pair().isEmpty())
        .max(Comparator.comparingDouble(of -> of.result().gain().value()));
  }

  private static String best(PooledMethod best) {
    return "The best method over all of them is %s: its median gain is %s, Wilcoxon's signed ranks %s, by Holm over all methods %s."
        .formatted(
            best.method(),
            Words.median(best.result().gain(), Words::points),
            Words.p(best.result().test().p()),
            Words.p(best.holm()));
  }

  /// Why there is no gap to recover, and in which studies; then how many notes each study has.
  public static List<String> noGaps(Overview overview) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Findings study : overview.studies()) {
      Words.noGap(study)
          .ifPresent(reason ->
              reasons.merge(reason, study.plan().study().name(), (all, one) -> all + ", " + one));
    }
    List<String> lines = new ArrayList<>();
    reasons.forEach((reason, names) -> lines.add("No gap in %s: %s.".formatted(names, reason)));
    int notes = overview.studies().stream().mapToInt(study -> study.notes().size()).sum();
    if (notes > 0) {
      lines.add(
          "%s in the reports of the single studies: read them before you believe a number."
              .formatted(Words.counted(notes, "note")));
    }
    return lines;
  }

  /// What tells a study apart from others of its task: the strong model, and where they differ the
  /// source of the weak labels.
  public static String models(Overview overview, Findings findings) {
    Study study = findings.plan().study();
    boolean oneWeak = overview.pairs().stream().map(ModelPair::weak).distinct().count() == 1;
    return (oneWeak ? "" : study.weak().source() + " → ") + study.strong();
  }

  /// How often the gain in squared error is at least the misfit, as it is for squared loss.
  static String bound(Overview overview) {
    List<PredictorCheck.Case> cases = PredictorCheck.cases(overview.studies());
    long held =
        cases.stream()
            .map(PredictorCheck.Case::predictor)
            .filter(of -> of.squaredErrorGain().value() >= of.misfit().value())
            .count();
    return "The gain in squared error is at least the misfit for %s of %s."
        .formatted(Words.count(held), Words.counted(cases.size(), "student"));
  }

  /// How the numbers come about.
  static List<String> protocol() {
    return List.of(
        "Every cell is of one study, at %s %%, by a paired bootstrap over its seeds and test rows with %s resamples, and not corrected for the number of cells."
            .formatted(
                Math.round(100 * Bootstrap.STANDARD.level()),
                Words.count(Bootstrap.STANDARD.resamples())),
        "PGR = (student - weak) / (ceiling - weak), arXiv 2312.09390, its interval by Fieller's theorem; where there is no gap the word stands in place of a number.",
        "Over studies, each counts once: medians with intervals from order statistics, Wilcoxon's signed-rank test of the gains, Holm's correction over the methods that are compared with the first.",
        "Studies of one task share test rows and often a supervisor, so they are not independent: p over all studies is too small, that over one pair of models is the safer.");
  }
}
