package dev.w2s.study;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Plans prompts that show the pretrained strong model labelled rows in place of training it (arXiv
/// 2312.09390, section 5.2.1).
final class FewShots {
  private final Study study;
  private final ModelFacts facts;
  private final Step.Data data;
  private final BiFunction<String, Step, StepKey> add;

  private FewShots(
      Study study, ModelFacts facts, Step.Data data, BiFunction<String, Step, StepKey> add) {
    this.study = study;
    this.facts = facts;
    this.data = data;
    this.add = add;
  }

  /// Plans the prompts of one seed, where the study asks for them.
  ///
  /// @param facts of the study's strong model
  /// @param data the rows of the seed
  /// @param weak the weak labels
  /// @param add plans a step under a title
  static Optional<Plan.Shown> plan(
      Study study,
      ModelFacts facts,
      Step.Data data,
      Step.Said weak,
      BiFunction<String, Step, StepKey> add) {
    if (study.analyses().shots() == 0) {
      return Optional.empty();
    }
    FewShots shots = new FewShots(study, facts, data, add);
    return Optional.of(
        new Plan.Shown(
            shots.planned("gold", new Step.Labels.Gold()),
            shots.planned("weak", new Step.Labels.Weak(weak.labels()))));
  }

  /// @return the evaluation on the test rows
  private StepKey planned(String which, Step.Labels labels) {
    int count = study.analyses().shots();
    Step shots =
        new Step.Shots(
            data,
            labels,
            count,
            study.strong(),
            facts.fingerprint(),
            study.strongRecipe().precision(),
            data.seed());
    String what = "%d shots with %s labels".formatted(count, which);
    StepKey key = add.apply(titled(what), shots);
    return add.apply(titled("test " + what), new Step.Evaluate(key, data, List.of()));
  }

  private String titled(String what) {
    return "seed %d: %s".formatted(data.seed(), what);
  }
}
