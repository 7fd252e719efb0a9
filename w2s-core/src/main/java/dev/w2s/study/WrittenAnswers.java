package dev.w2s.study;

import java.util.List;

/// What studies of tasks can say whose answers are written: a language model learns the answers, or
/// those that another wrote.
final class WrittenAnswers {
  private WrittenAnswers() {}

  /// @throws IllegalArgumentException where the study asks for what only classifiers can do
  static void require(
      Supervisor weak,
      List<Intermediate> through,
      ModelSpec student,
      Recipe strong,
      List<Method> methods) {
    if (!(weak instanceof Supervisor.Trained(ModelSpec model, Recipe recipe))) {
      throw new IllegalArgumentException(
          "weak must be one model where the task's answers are written");
    }
    require(model);
    require(student);
    require(recipe);
    through.forEach(between -> {
      require(between.model());
      require(between.recipe());
    });
    methods.forEach(method -> require(method, strong));
  }

  /// @throws IllegalArgumentException where there are any
  static void require(StudyAnalyses analyses) {
    if (!analyses.equals(StudyAnalyses.NONE)) {
      throw new IllegalArgumentException(
          "analyses must name none where the task's answers are written: these are of classifiers");
    }
  }

  private static void require(ModelSpec model) {
    if (model.pooling().isPresent()) {
      throw new IllegalArgumentException(
          "pooling must be published where the task's answers are written: no text becomes one vector");
    }
  }

  private static void require(Method method, Recipe strong) {
    boolean plain =
        method.loss() instanceof Loss.CrossEntropy
            && !method.told()
            && method.labels().stream().allMatch(LabelTransform.ConfidenceFilter.class::isInstance);
    if (!plain) {
      throw new IllegalArgumentException(
          "methods must be naive, bootstrap or such that keep the surest labels where the task's answers are written, but one is '%s', which needs probabilities of classes"
              .formatted(method.name()));
    }
    require(method.recipe(strong));
  }

  private static void require(Recipe recipe) {
    if (recipe.usesValidation()
        || !(recipe.tuning() instanceof Tuning.Full)
        || !(recipe.before() instanceof Before.Nothing)) {
      throw new IllegalArgumentException(
          "stop must be last, learning-rate one, tuning full and before nothing where the task's answers are written");
    }
  }
}
