package dev.w2s.study;

import java.util.List;
import java.util.Optional;

/// Plans prompts that show the pretrained strong model labelled rows in place of training it (arXiv
/// 2312.09390, section 5.2.1).
final class FewShots {
  private final Study study;
  private final ModelFacts facts;
  private final Step.Data data;
  private final PlanSteps steps;

  private FewShots(Study study, ModelFacts facts, Step.Data data, PlanSteps steps) {
    this.study = study;
    this.facts = facts;
    this.data = data;
    this.steps = steps;
  }

  /// Plans the prompts of one seed, where the study asks for them.
  ///
  /// @param facts of the study's strong model
  /// @param data the rows of the seed
  /// @param weak the weak labels
  /// @param steps of the plan so far
  static Optional<Plan.Shown> plan(
      Study study, ModelFacts facts, Step.Data data, Labelling.Said weak, PlanSteps steps) {
    if (study.analyses().shots() == 0) {
      return Optional.empty();
    }
    FewShots shots = new FewShots(study, facts, data, steps);
    return Optional.of(
        new Plan.Shown(
            shots.planned("gold", new TrainingLabels.Gold()),
            shots.planned("weak", new TrainingLabels.Weak(weak.labels()))));
  }

  /// @return the evaluation on the test rows
  private StepKey planned(String which, TrainingLabels labels) {
    int count = study.analyses().shots();
    Step shots =
        new Labelling.Shots(
            data,
            labels,
            count,
            study.strong(),
            facts.fingerprint(),
            study.strongRecipe().precision(),
            data.seed());
    String what = "%d shots with %s labels".formatted(count, which);
    StepKey key = steps.add(data, what, shots);
    return steps.add(data, "test " + what, new Step.Evaluate(key, data, List.of()));
  }
}
