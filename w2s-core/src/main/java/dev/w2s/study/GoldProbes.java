package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.study.internal.TuningSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/// Plans linear probes on features of the strong model that learn the gold labels of the supervise
/// half: rows that no student was trained on (arXiv 2312.09390, section 5.2.2). They say how much
/// of the task the features hold in a form that a line can be drawn through.
final class GoldProbes {
  private static final Loss GOLD_LOSS = new Loss.CrossEntropy();

  private final Study study;
  private final ModelFacts facts;
  private final Recipe recipe;
  private final Step.Data data;
  private final PlanSteps steps;

  private GoldProbes(Study study, ModelFacts facts, Step.Data data, PlanSteps steps) {
    this.study = study;
    this.facts = facts;
    this.data = data;
    this.steps = steps;
    recipe = study.strongRecipe().resolve(facts);
  }

  /// Plans the probes of one seed, where the study asks for them.
  ///
  /// @param facts of the study's strong model
  /// @param data the rows of the seed
  /// @param trained the training that a method ends in
  /// @param steps of the plan so far
  static Optional<Plan.Probes> plan(
      Study study,
      ModelFacts facts,
      Step.Data data,
      Function<Method, StepKey> trained,
      PlanSteps steps) {
    if (!study.analyses().saliency()) {
      return Optional.empty();
    }
    GoldProbes probes = new GoldProbes(study, facts, data, steps);
    StepKey before = probes.planned("pretrained " + study.strong(), Optional.empty());
    SequencedMap<String, StepKey> after = new LinkedHashMap<>();
    for (Method method : study.methods()) {
      if (hasOwnFeatures(method, study.strongRecipe())) {
        StepKey student = trained.apply(method);
        after.put(method.name(), probes.planned(method.role(), Optional.of(student)));
      }
    }
    return Optional.of(new Plan.Probes(before, after));
  }

  /// Whether a method's student has features that can be held to those of the pretrained model on
  /// the same texts, and that its own weights alone give.
  private static boolean hasOwnFeatures(Method method, Recipe common) {
    Recipe recipe = method.recipe(common);
    return !method.told()
        && switch (recipe.tuning()) {
          case Tuning.Full _, Tuning.ProbeThenFull _ -> true;
          case Tuning.LowRank _ -> recipe.before() instanceof Before.Nothing;
          case Tuning.Probe _ -> false;
        };
  }

  /// @return the evaluation on the test rows
  private StepKey planned(String of, Optional<StepKey> trained) {
    Step.Data rows = data.whole();
    StepKey learnt = features("supervise", of, rows, Part.SUPERVISE, trained);
    Step probe =
        new Step.Probe(
            rows,
            Part.SUPERVISE,
            new TrainingLabels.Gold(),
            learnt,
            TuningSettings.LBFGS,
            GOLD_LOSS,
            study.task().classes().size(),
            data.seed(),
            Optional.empty());
    StepKey key = steps.add(data, "probe of %s on gold labels".formatted(of), probe);
    // Test rows are the same for every seed.
    StepKey asked = features("test", of, rows.seeded(0), Part.TEST, trained);
    Step test = new Step.Evaluate(key, rows, List.of(asked));
    return steps.add(data, "test probe of %s on gold labels".formatted(of), test);
  }

  private StepKey features(
      String rows, String of, Step.Data data, Part part, Optional<StepKey> trained) {
    Step step =
        new Step.Embed(
            data,
            part,
            study.strong(),
            facts.fingerprint(),
            recipe.maxTokens(),
            recipe.precision(),
            trained);
    String title = "features of %s rows (%s)".formatted(rows, of);
    boolean all = part == Part.TEST && trained.isEmpty();
    return all ? steps.add(title, step) : steps.add(this.data, title, step);
  }
}
