package dev.w2s.report.internal;

import dev.w2s.finding.Findings;
import dev.w2s.measure.Bootstrap;
import dev.w2s.study.Step;
import dev.w2s.study.Stop;
import dev.w2s.study.Study;
import dev.w2s.study.Supervisor;
import java.util.List;

/// The protocol of a study, in sentences.
final class Protocol {
  private final Findings findings;
  private final Study study;

  private Protocol(Findings findings) {
    this.findings = findings;
    study = findings.plan().study();
  }

  static List<String> of(Findings findings) {
    return new Protocol(findings).lines();
  }

  private List<String> lines() {
    return List.of(
        "Related rows (one group) never lie on both sides of a split. The test rows were never"
            + " trained, tuned or stopped on, and every model answered the same ones in every"
            + " seed.",
        weak(),
        "The ceiling was trained on the gold labels of the rows that the students learned from,"
            + " with the same recipe.",
        stopping(),
        "Every seed sets the split of the halves, the new weights, the order of the rows and"
            + " dropout.",
        ("Intervals are at %s %%, by a paired bootstrap over seeds and test rows with %s resamples;"
                + " the seeds' level is drawn with Student's t, for they are few. PGR is (student -"
                + " weak) / (ceiling - weak), arXiv 2312.09390, its interval by Fieller's theorem.")
            .formatted(
                Math.round(100 * Bootstrap.STANDARD.level()),
                Words.count(Bootstrap.STANDARD.resamples())));
  }

  private String weak() {
    return switch (study.weak()) {
      case Supervisor.Trained _ ->
          "The supervisor was trained on gold labels of its own half; the students saw only its"
              + " labels of the other half.";
      case Supervisor.Labels _ ->
          "The weak labels were read from a file; the students saw only these.";
      case Supervisor.Several _ ->
          "The weak labels of several supervisors were made one; those that are models were trained on"
              + " gold labels of their own half, and the students saw only the labels of the other"
              + " half.";
      case Supervisor.Boosted _ ->
          "The supervisor was trained several times on gold labels of its own half, each time on rows"
              + " drawn by what it got wrong before; the students saw only the labels of the other half"
              + " that these gave together.";
      case Supervisor.Simulated _ ->
          "The weak labels are gold labels, of which a set share was made wrong; the students saw only"
              + " these.";
    };
  }

  private String stopping() {
    boolean oracle =
        findings.plan().steps().stream()
            .anyMatch(step ->
                step.step() instanceof Step.Finetune training
                    && training.recipe().stop() == Stop.ORACLE);
    return oracle
        ? "An oracle was used: training was stopped by gold labels of the validation rows."
        : "No student's training was stopped or chosen by gold labels.";
  }
}
