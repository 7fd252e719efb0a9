package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.study.internal.RecipeSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Plans what it takes to train one model, and to let it answer rows.
final class ModelPlanner {
  static final Loss GOLD_LOSS = new Loss.CrossEntropy();

  private final Study study;
  private final Map<ModelSpec, ModelFacts> models;
  private final PlanSteps steps;

  /// For each further test set, which evaluation on it stands beside that on the test rows.
  private final SequencedMap<String, Map<StepKey, StepKey>> further = new LinkedHashMap<>();

  /// @param tests the further test sets that models are evaluated on
  ModelPlanner(
      Study study, List<String> tests, Map<ModelSpec, ModelFacts> models, PlanSteps steps) {
    this.study = study;
    this.models = models;
    this.steps = steps;
    tests.forEach(set -> further.put(set, new HashMap<>()));
  }

  /// For each further test set, by its name, the evaluation that stands beside one on the test
  /// rows.
  SequencedMap<String, Map<StepKey, StepKey>> further() {
    return further;
  }

  /// The ceiling of some rows.
  ModelTraining ceiling(Step.Data data) {
    return transfer(
        data, new TrainingLabels.Gold(), study.strong(), study.strongRecipe(), GOLD_LOSS);
  }

  /// A training on the transfer rows.
  ModelTraining transfer(
      Step.Data data, TrainingLabels labels, ModelSpec model, Recipe recipe, Loss loss) {
    return new ModelTraining(
        data, Part.TRANSFER, labels, model, recipe.resolve(facts(model)), loss);
  }

  /// A training on the supervise rows, to their gold labels.
  ModelTraining supervise(Step.Data data, ModelSpec model, Recipe recipe) {
    return new ModelTraining(
        data,
        Part.SUPERVISE,
        new TrainingLabels.Gold(),
        model,
        recipe.resolve(facts(model)),
        GOLD_LOSS);
  }

  /// Trains a model and lets it label the transfer and validation rows.
  ///
  /// @param data which rows
  StepKey label(String role, String title, ModelTraining training, Step.Data data) {
    return label(role, title, training, data, Optional.empty());
  }

  /// The same.
  ///
  /// @param also a part that is labelled, too
  StepKey label(
      String role, String title, ModelTraining training, Step.Data data, Optional<Part> also) {
    List<Part> parts =
        Stream.concat(Stream.of(Part.TRANSFER, Part.VALIDATION), also.stream()).toList();
    AnswerGeneration how = generation();
    Step step =
        new Labelling.Label(train(role, training), data, also, beside(training, data, parts), how);
    return steps.add(data, title + written(how), step);
  }

  /// Trains a model and evaluates it, on the test rows and on further test sets.
  StepKey test(String role, ModelTraining training) {
    return test(role, training, generation().greedily());
  }

  /// The same of one whose labels others learn from: it answers the test rows as it labels.
  StepKey testLabels(String role, ModelTraining training) {
    return test(role, training, generation());
  }

  /// How answers are written, alike for all that write alike.
  private AnswerGeneration generation() {
    AnswerGeneration asked = study.generation();
    return study.task().reading().answer().sameness().map(asked::plain).orElse(asked);
  }

  /// Ends the title of a step whose answers are drawn.
  private static String written(AnswerGeneration how) {
    return how.sampled() ? ", " + how.words() : "";
  }

  private StepKey test(String role, ModelTraining training, AnswerGeneration how) {
    StepKey model = train(role, training);
    // Test rows are the same for every share.
    Step.Data data = training.data().whole();
    String words = written(how);
    StepKey test = evaluate("test " + role + words, model, training, data, how);
    further.forEach((set, answers) ->
        answers.put(
            test,
            evaluate(
                "test %s on %s%s".formatted(role, set, words),
                model,
                training,
                on(data, set, answers),
                how)));
    return test;
  }

  /// Rows with the test rows of a further test set, and what the weak labels say of those.
  private static Step.Data on(Step.Data data, String set, Map<StepKey, StepKey> answers) {
    Step.Data rows = data.on(set);
    return rows.told()
        .map(said -> rows.told(new Labelling.Said(said.labels(), answer(answers, said.test()))))
        .orElse(rows);
  }

  private static StepKey answer(Map<StepKey, StepKey> answers, StepKey test) {
    StepKey answer = answers.get(test);
    if (answer == null) {
      throw new IllegalStateException("the plan lacks the weak labels of a further test set");
    }
    return answer;
  }

  private StepKey evaluate(
      String what, StepKey model, ModelTraining training, Step.Data data, AnswerGeneration how) {
    List<StepKey> beside = beside(training, data, List.of(Part.TEST));
    return steps.add(data, what, new Step.Evaluate(model, data, beside, how));
  }

  /// Trains a model.
  StepKey train(String role, ModelTraining training) {
    return switch (training.recipe().tuning()) {
      case Tuning.Full full -> finetuned(role, training, Optional.empty());
      case Tuning.LowRank lowRank -> finetuned(role, training, Optional.empty());
      case Tuning.Probe(Tuning.Solver solver) -> probe(role, training, solver);
      case Tuning.ProbeThenFull(Tuning.Solver solver) ->
          finetuned(role, training, Optional.of(probe("probe of " + role, training, solver)));
    };
  }

  /// A training with each of its learning rates, and the choice among them where they are several.
  private StepKey finetuned(String role, ModelTraining training, Optional<StepKey> probe) {
    List<Double> rates = training.recipe().learningRates();
    if (rates.size() == 1) {
      return finetune(role, training, probe);
    }
    List<StepKey> tried = new ArrayList<>();
    for (double rate : rates) {
      String title = role + ", learning rate " + RecipeSettings.number(rate);
      tried.add(finetune(title, training.at(rate), probe));
    }
    return steps.add(
        training.data(),
        role,
        new Step.Choose(
            tried,
            training.data(),
            training.labels(),
            beside(training, training.data(), List.of(Part.VALIDATION))));
  }

  private StepKey finetune(String role, ModelTraining training, Optional<StepKey> probe) {
    Step step =
        new Step.Finetune(
            training.data(),
            training.part(),
            training.labels(),
            training.model(),
            facts(training.model()).fingerprint(),
            training.recipe(),
            training.loss(),
            study.task().classes().size(),
            training.data().seed(),
            body(training),
            probe,
            training.drawn(),
            study.analyses().curve());
    return steps.add(training.data(), role, step);
  }

  private StepKey probe(String role, ModelTraining training, Tuning.Solver solver) {
    Step step =
        new Step.Probe(
            training.data(),
            training.part(),
            training.labels(),
            embed(training, training.data(), training.part()),
            solver,
            training.loss(),
            study.task().classes().size(),
            training.data().seed(),
            training.drawn());
    return steps.add(training.data(), role, step);
  }

  /// What a model reads, beside its own weights, to answer the rows of some parts: a probe their
  /// features, low-rank changes the body that they change.
  private List<StepKey> beside(ModelTraining training, Step.Data data, List<Part> parts) {
    return switch (training.recipe().tuning()) {
      case Tuning.Probe probe -> parts.stream().map(part -> embed(training, data, part)).toList();
      case Tuning.LowRank lowRank -> body(training).stream().toList();
      case Tuning.Full _, Tuning.ProbeThenFull _ -> List.of();
    };
  }

  /// The features that a model's body gives the rows of a part.
  StepKey embed(ModelTraining training, Step.Data data, Part part) {
    Step.Data rows = rows(data, part);
    Optional<StepKey> body = body(training);
    Step step =
        new Step.Embed(
            rows,
            part,
            training.model(),
            facts(training.model()).fingerprint(),
            training.recipe().maxTokens(),
            training.recipe().precision(),
            body);
    String what =
        "features of %s rows (%s%s)%s"
            .formatted(
                rows.test().orElse(part.name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                training.model(),
                body.isPresent() ? ", generatively finetuned" : "",
                PlanSteps.at(rows));
    return part == Part.TEST && body.isEmpty()
        ? steps.add(what, step)
        : steps.add(data, what, step);
  }

  /// What comes before a training; empty where it starts from the pretrained body.
  private Optional<StepKey> body(ModelTraining training) {
    return switch (training.recipe().before()) {
      case Before.Nothing() -> Optional.empty();
      case Before.Generative generative -> {
        ModelSpec model = training.model();
        Step step =
            new Step.Adapt(
                training.data(),
                training.part(),
                model,
                facts(model).fingerprint(),
                generative.recipe(training.recipe()).resolve(facts(model)),
                training.data().seed());
        String what =
            "generative finetuning on %s rows (%s)%s"
                .formatted(
                    training.part().name().toLowerCase(Locale.ROOT),
                    model,
                    PlanSteps.at(training.data()));
        yield Optional.of(steps.add(training.data(), what, step));
      }
    };
  }

  /// The rows that the features of a part depend on.
  private static Step.Data rows(Step.Data data, Part part) {
    return switch (part) {
      case TRANSFER -> data.undivided();
      case SUPERVISE, HELD_OUT -> data.whole();
      case VALIDATION -> data.whole().undivided();
      // Test rows are the same for every seed.
      case TEST -> data.whole().undivided().seeded(0);
    };
  }

  private ModelFacts facts(ModelSpec model) {
    ModelFacts facts = models.get(model);
    if (facts == null) {
      throw new IllegalStateException("the plan lacks " + model);
    }
    return facts;
  }
}
