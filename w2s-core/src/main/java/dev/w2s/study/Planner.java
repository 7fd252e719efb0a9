package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Share;
import dev.w2s.data.Source;
import dev.w2s.data.TestSet;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Expands a study into its graph of steps.
public final class Planner {
  private final Study study;
  private final Map<ModelSpec, ModelFacts> facts;
  private final Function<Source, String> fingerprints;
  private final PlanSteps steps = new PlanSteps();
  private final ModelPlanner models;
  private final SupervisorPlanner supervisors;

  private Planner(
      Study study,
      List<String> tests,
      Map<ModelSpec, ModelFacts> facts,
      Function<Source, String> fingerprints) {
    this.study = study;
    this.facts = facts;
    this.fingerprints = fingerprints;
    this.models = new ModelPlanner(study, tests, facts, steps);
    this.supervisors = new SupervisorPlanner(models, steps, fingerprints);
  }

  /// The steps of a study. Steps with the same key are planned once, under the title they have
  /// first.
  ///
  /// @param index finds the study's models
  /// @param fingerprints SHA-256 of a source's bytes, in hex; a file of weak labels is asked for as
  ///   a [Source.File]
  /// @throws BadInputException where a model or a source is missing or broken; for all of them at
  ///   once
  public static Plan plan(Study study, ModelIndex index, Function<Source, String> fingerprints) {
    return plan(study, study.tests(), index, fingerprints);
  }

  /// The same, with an evaluation of each model on the rows that the study seals, as on a further
  /// test set called [TestSet#FINAL]. Whoever runs it has opened them.
  ///
  /// @throws BadInputException where the study seals none, or where its weak labels are not of one
  ///   model, which could be asked of them, too
  public static Plan planFinal(
      Study study, ModelIndex index, Function<Source, String> fingerprints) {
    if (study.rows().sealed() == 0) {
      throw new BadInputException(
          "study %s has no final rows to open; rows: {final: 1000} would have kept some apart"
              .formatted(study.name()));
    }
    if (!(study.weak() instanceof Supervisor.Trained)) {
      throw new BadInputException(
          "the final rows are opened where one model is the supervisor: other weak labels say nothing of them");
    }
    List<String> tests = new ArrayList<>(study.tests());
    tests.add(TestSet.FINAL);
    return plan(study, tests, index, fingerprints);
  }

  private static Plan plan(
      Study study, List<String> tests, ModelIndex index, Function<Source, String> fingerprints) {
    LookUps lookUps = new LookUps();
    Map<ModelSpec, ModelFacts> models = new LinkedHashMap<>();
    for (ModelSpec model : models(study)) {
      lookUps.collect(() -> models.put(model, index.facts(model)));
    }
    Map<Source, String> known = new LinkedHashMap<>();
    for (Source source : sources(study)) {
      lookUps.collect(() -> known.put(source, fingerprints.apply(source)));
    }
    lookUps.throwIfAny();
    requirePositions(study.generation(), models);
    return new Planner(study, tests, models, source -> of(known, source)).plan();
  }

  /// Better known before anything is trained.
  private static void requirePositions(
      AnswerGeneration generation, Map<ModelSpec, ModelFacts> models) {
    int most = generation.maxTokens().orElse(0);
    models.forEach((model, facts) -> {
      if (most >= facts.maxTokens()) {
        throw new BadInputException(
            "max-tokens of generation must leave room for a prompt, but is %d where %s has positions for %d tokens"
                .formatted(most, model, facts.maxTokens()));
      }
    });
  }

  /// The models of a study, the supervisor's first.
  public static List<ModelSpec> models(Study study) {
    Stream<ModelSpec> weak = study.weak().models().stream().map(Supervisor.Trained::model);
    Stream<ModelSpec> through = study.through().stream().map(Intermediate::model);
    return Stream.of(weak, through, Stream.of(study.strong()))
        .flatMap(models -> models)
        .distinct()
        .toList();
  }

  private static List<Source> sources(Study study) {
    Stream<Source> labels = study.weak().files().stream().map(file -> new Source.File(file.file()));
    return Stream.concat(study.task().sources().stream(), labels).toList();
  }

  private Plan plan() {
    StepKey examples = steps.add("examples", makeExamples());
    List<Plan.SeedRun> runs = new ArrayList<>();
    for (long seed : study.seeds()) {
      runs.add(run(new Step.Data(examples, study.rows(), study.task().balance(), seed)));
    }
    Map<String, List<Plan.SeedRun>> furtherRuns = new LinkedHashMap<>();
    models
        .further()
        .forEach((set, answers) ->
            furtherRuns.put(set, runs.stream().map(run -> on(run, answers)).toList()));
    return new Plan(study, facts, steps.all(), runs, furtherRuns);
  }

  private static Plan.SeedRun on(Plan.SeedRun run, Map<StepKey, StepKey> answers) {
    return new Plan.SeedRun(
        run.seed(),
        of(answers, run.weak()),
        of(answers, run.ceiling()),
        run.students().stream().map(student -> of(answers, student)).toList());
  }

  private Step makeExamples() {
    List<Source> sources = study.task().sources();
    return new Step.MakeExamples(study.task(), sources.stream().map(fingerprints).toList());
  }

  private Plan.SeedRun run(Step.Data data) {
    Labelling.Said weak = supervisors.weak(data, study.weak());
    // First of all that is asked of the strong model: one that is no decoder is better known early.
    Optional<Plan.Shown> shown = shown(data, weak);
    List<StepKey> students = new ArrayList<>();
    for (Method method : study.methods()) {
      students.add(models.test(method.role(), student(data, weak, method)));
    }
    StepKey ceiling = models.test("ceiling", models.ceiling(data));
    return new Plan.SeedRun(
        data.seed(), weak.test(), ceiling, students, probes(data, weak), shown, bound(data));
  }

  private Intermediate strong() {
    return new Intermediate(study.strong(), study.strongRecipe());
  }

  private Optional<Plan.Probes> probes(Step.Data data, Labelling.Said weak) {
    return GoldProbes.plan(
        study,
        of(facts, study.strong()),
        data,
        method -> models.train(method.role(), student(data, weak, method)),
        steps);
  }

  private Optional<Plan.Shown> shown(Step.Data data, Labelling.Said weak) {
    return FewShots.plan(study, of(facts, study.strong()), data, weak, steps);
  }

  /// The bodies are those that the supervisor's and the ceiling's trainings start from.
  private Optional<StepKey> bound(Step.Data data) {
    if (!study.analyses().bound()) {
      return Optional.empty();
    }
    Supervisor.Trained weak = study.weak().body().orElseThrow();
    ModelTraining supervisor = models.supervise(data, weak.model(), weak.recipe());
    Step step =
        new Step.Bound(
            data,
            models.embed(supervisor, data, Part.TRANSFER),
            models.embed(models.ceiling(data), data, Part.TRANSFER));
    return Optional.of(steps.add(data, "bound of the representations", step));
  }

  /// The training of the strong model that a method ends in.
  private ModelTraining student(Step.Data whole, Labelling.Said weak, Method method) {
    String role = method.role();
    Step.Data data = method.told() ? whole.told(weak) : whole;
    if (!method.bootstrap()) {
      return student(role, data, weak.labels(), method, strong());
    }
    int links = study.through().size();
    StepKey labels = weak.labels();
    for (int i = 0; i < links; i++) {
      Step.Data own = data.only(new Share(i, links + 1));
      String link = role + PlanSteps.at(own);
      ModelTraining weaker = student(link, own, labels, method, study.through().get(i));
      Step.Data next = data.only(new Share(i + 1, links + 1));
      labels = models.label(link, "labels of " + link, weaker, next);
    }
    Step.Data last = data.only(new Share(links, links + 1));
    return student(role, last, labels, method, strong());
  }

  /// A model that learns from weak labels as a method says.
  private ModelTraining student(
      String role, Step.Data data, StepKey weakLabels, Method method, Intermediate of) {
    Recipe recipe = method.recipe(of.recipe());
    StepKey labels = relabelled(data, weakLabels, method, of);
    ModelTraining student = learning(data, labels, of, recipe, method.loss());
    for (int round = 2; round <= method.rounds(); round++) {
      String before = role + ", round " + (round - 1);
      labels = models.label(before, "labels of " + before, student, data);
      student = learning(data, labels, of, recipe, method.loss());
    }
    return student;
  }

  private StepKey relabelled(Step.Data data, StepKey labels, Method method, Intermediate of) {
    if (method.labels().isEmpty()) {
      return labels;
    }
    ModelTraining naive = learning(data, labels, of, of.recipe(), ModelPlanner.GOLD_LOSS);
    String before = "student (naive)" + PlanSteps.at(data);
    boolean features = method.labels().stream().anyMatch(LabelTransform::needsFeatures);
    boolean student = method.labels().stream().anyMatch(LabelTransform::needsStudent);
    Step step =
        new Labelling.Relabel(
            labels,
            method.labels(),
            data,
            features ? Optional.of(models.embed(naive, data, Part.TRANSFER)) : Optional.empty(),
            student
                ? Optional.of(models.label(before, "labels of " + before, naive, data))
                : Optional.empty(),
            data.seed());
    return steps.add(data, "labels for " + method.name() + PlanSteps.at(data), step);
  }

  private ModelTraining learning(
      Step.Data data, StepKey weakLabels, Intermediate of, Recipe recipe, Loss loss) {
    return models.transfer(data, new TrainingLabels.Weak(weakLabels), of.model(), recipe, loss);
  }

  private static <K, V> V of(Map<K, V> values, K key) {
    V value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("the plan lacks " + key);
    }
    return value;
  }
}
