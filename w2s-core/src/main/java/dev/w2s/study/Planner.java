package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Share;
import dev.w2s.data.Source;
import dev.w2s.problem.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// Expands a study into its graph of steps.
public final class Planner {
  private static final Loss GOLD_LOSS = new Loss.CrossEntropy();

  private final Study study;
  private final Map<ModelSpec, ModelFacts> models;
  private final Function<Source, String> fingerprints;
  private final SequencedMap<StepKey, PlannedStep> steps = new LinkedHashMap<>();

  /// For each further test set, which evaluation on it stands beside that on the test rows.
  private final SequencedMap<String, Map<StepKey, StepKey>> further = new LinkedHashMap<>();

  private Planner(
      Study study, Map<ModelSpec, ModelFacts> models, Function<Source, String> fingerprints) {
    this.study = study;
    this.models = models;
    this.fingerprints = fingerprints;
    study.tests().forEach(set -> further.put(set, new HashMap<>()));
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
    return new Planner(study, models, source -> of(known, source)).plan();
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
    StepKey examples = add("examples", makeExamples());
    List<Plan.SeedRun> runs = new ArrayList<>();
    for (long seed : study.seeds()) {
      runs.add(run(new Step.Data(examples, study.rows(), study.task().balance(), seed)));
    }
    Map<String, List<Plan.SeedRun>> furtherRuns = new LinkedHashMap<>();
    further.forEach((set, answers) ->
        furtherRuns.put(set, runs.stream().map(run -> on(run, answers)).toList()));
    return new Plan(study, models, List.copyOf(steps.values()), runs, furtherRuns);
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
    Step.Said weak = weak(data, study.weak(), "");
    // First of all that is asked of the strong model: one that is no decoder is better known early.
    Optional<Plan.Shown> shown = shown(data, weak);
    List<StepKey> students = new ArrayList<>();
    for (Method method : study.methods()) {
      students.add(test(method.role(), student(data, weak, method)));
    }
    StepKey ceiling = test("ceiling", ceiling(data));
    return new Plan.SeedRun(data.seed(), weak.test(), ceiling, students, probes(data, weak), shown);
  }

  private Training ceiling(Step.Data data) {
    return transfer(data, new Step.Labels.Gold(), strong(), study.strongRecipe(), GOLD_LOSS);
  }

  private Intermediate strong() {
    return new Intermediate(study.strong(), study.strongRecipe());
  }

  /// A training on the transfer rows.
  private Training transfer(
      Step.Data data, Step.Labels labels, Intermediate of, Recipe recipe, Loss loss) {
    ModelSpec model = of.model();
    return new Training(
        data, Part.TRANSFER, labels, model, recipe.resolve(of(models, model)), loss);
  }

  private Optional<Plan.Probes> probes(Step.Data data, Step.Said weak) {
    return GoldProbes.plan(
        study,
        of(models, study.strong()),
        data,
        method -> train(method.role(), student(data, weak, method)),
        this::add);
  }

  private Optional<Plan.Shown> shown(Step.Data data, Step.Said weak) {
    return FewShots.plan(study, of(models, study.strong()), data, weak, this::add);
  }

  /// The training of the strong model that a method ends in.
  private Training student(Step.Data whole, Step.Said weak, Method method) {
    String role = method.role();
    Step.Data data = method.told() ? whole.told(weak) : whole;
    if (!method.bootstrap()) {
      return student(role, data, weak.labels(), method, strong());
    }
    int links = study.through().size();
    StepKey labels = weak.labels();
    for (int i = 0; i < links; i++) {
      Step.Data own = data.only(new Share(i, links + 1));
      String link = role + at(own);
      Training weaker = student(link, own, labels, method, study.through().get(i));
      Step.Data next = data.only(new Share(i + 1, links + 1));
      labels = label(link, "labels of " + link, weaker, next);
    }
    Step.Data last = data.only(new Share(links, links + 1));
    return student(role, last, labels, method, strong());
  }

  /// A model that learns from weak labels as a method says.
  private Training student(
      String role, Step.Data data, StepKey weakLabels, Method method, Intermediate of) {
    Recipe recipe = method.recipe(of.recipe());
    StepKey labels = relabelled(data, weakLabels, method, of);
    Training student = transfer(data, new Step.Labels.Weak(labels), of, recipe, method.loss());
    for (int round = 2; round <= method.rounds(); round++) {
      String before = role + ", round " + (round - 1);
      labels = label(before, "labels of " + before, student, data);
      student = transfer(data, new Step.Labels.Weak(labels), of, recipe, method.loss());
    }
    return student;
  }

  private StepKey relabelled(Step.Data data, StepKey labels, Method method, Intermediate of) {
    if (method.labels().isEmpty()) {
      return labels;
    }
    Training naive = transfer(data, new Step.Labels.Weak(labels), of, of.recipe(), GOLD_LOSS);
    String before = "student (naive)" + at(data);
    boolean features = method.labels().stream().anyMatch(LabelTransform::needsFeatures);
    boolean student = method.labels().stream().anyMatch(LabelTransform::needsStudent);
    Step step =
        new Step.Relabel(
            labels,
            method.labels(),
            data,
            features ? Optional.of(embed(naive, data, Part.TRANSFER)) : Optional.empty(),
            student
                ? Optional.of(label(before, "labels of " + before, naive, data))
                : Optional.empty(),
            data.seed());
    return add(title(data, "labels for " + method.name() + at(data)), step);
  }

  /// Lets a model label transfer and validation rows.
  ///
  /// @param data which rows
  private StepKey label(String role, String title, Training training, Step.Data data) {
    Step step =
        new Step.Label(
            train(role, training), data, features(training, data, Part.TRANSFER, Part.VALIDATION));
    return add(title(data, title), step);
  }

  /// The steps that give the weak labels of the transfer rows and of the test rows.
  ///
  /// @param which ` 2 of 3`, where it is one of several; ends the titles
  private Step.Said weak(Step.Data data, Supervisor weak, String which) {
    return switch (weak) {
      case Supervisor.Trained trained -> supervisor(data, trained, which);
      case Supervisor.Labels file -> imported(data, file, which);
      case Supervisor.Several several -> combined(data, several);
      case Supervisor.Simulated simulated -> simulated(data, simulated);
    };
  }

  private Step.Said supervisor(Step.Data data, Supervisor.Trained weak, String which) {
    Recipe recipe = weak.recipe().resolve(of(models, weak.model()));
    Training supervisor =
        new Training(data, Part.SUPERVISE, new Step.Labels.Gold(), weak.model(), recipe, GOLD_LOSS);
    String role = "supervisor" + which;
    StepKey labels = label(role, "weak labels" + which, supervisor, data);
    return new Step.Said(labels, test(role, supervisor));
  }

  private Step.Said imported(Step.Data data, Supervisor.Labels weak, String which) {
    String fingerprint = fingerprints.apply(new Source.File(weak.file()));
    return given(data, new Step.ImportLabels(weak.file(), fingerprint, data, weak.votes()), which);
  }

  private Step.Said combined(Step.Data data, Supervisor.Several several) {
    int all = several.members().size();
    List<Step.Said> members = new ArrayList<>();
    for (Supervisor member : several.members()) {
      members.add(weak(data, member, " %d of %d".formatted(members.size() + 1, all)));
    }
    return given(data, new Step.Combine(members, several.combination(), data), "");
  }

  private Step.Said simulated(Step.Data data, Supervisor.Simulated simulated) {
    Optional<Step.Said> model =
        simulated.error().structure().needsProbabilities()
            ? Optional.of(
                simulated
                    .model()
                    .map(weak -> supervisor(data, weak, " with the errors"))
                    .orElseGet(() -> said("ceiling", ceiling(data))))
            : Optional.empty();
    return given(data, new Step.Simulate(simulated.error(), data, model, data.seed()), "");
  }

  /// What a training says of all rows.
  private Step.Said said(String role, Training training) {
    return new Step.Said(
        label(role, "labels of " + role, training, training.data()), test(role, training));
  }

  /// Weak labels of a step that gives those of all rows.
  private Step.Said given(Step.Data data, Step step, String which) {
    StepKey labels = add(title(data, "weak labels" + which), step);
    Step test = new Step.Evaluate(labels, data, List.of());
    return new Step.Said(labels, add(title(data, "test weak labels" + which), test));
  }

  /// A model to be trained.
  private record Training(
      Step.Data data, Part part, Step.Labels labels, ModelSpec model, Recipe recipe, Loss loss) {}

  /// Plans a training and its evaluations, on the test rows and on further test sets.
  private StepKey test(String role, Training training) {
    StepKey model = train(role, training);
    // Test rows are the same for every share.
    Step.Data data = training.data().whole();
    StepKey test = evaluate("test " + role, model, training, data);
    further.forEach((set, answers) ->
        answers.put(
            test,
            evaluate(
                "test %s on %s".formatted(role, set), model, training, on(data, set, answers))));
    return test;
  }

  /// Rows with the test rows of a further test set, and what the weak labels say of those.
  private static Step.Data on(Step.Data data, String set, Map<StepKey, StepKey> answers) {
    Step.Data rows = data.on(set);
    return rows.told()
        .map(said -> rows.told(new Step.Said(said.labels(), of(answers, said.test()))))
        .orElse(rows);
  }

  private StepKey evaluate(String what, StepKey model, Training training, Step.Data data) {
    Step test = new Step.Evaluate(model, data, features(training, data, Part.TEST));
    return add(title(data, what), test);
  }

  private StepKey train(String role, Training training) {
    return switch (training.recipe().tuning()) {
      case Tuning.Full full -> finetune(role, training, Optional.empty());
      case Tuning.LowRank lowRank -> finetune(role, training, Optional.empty());
      case Tuning.Probe(Tuning.Solver solver) -> probe(role, training, solver);
      case Tuning.ProbeThenFull(Tuning.Solver solver) ->
          finetune(role, training, Optional.of(probe("probe of " + role, training, solver)));
    };
  }

  private StepKey finetune(String role, Training training, Optional<StepKey> probe) {
    Step step =
        new Step.Finetune(
            training.data(),
            training.part(),
            training.labels(),
            training.model(),
            of(models, training.model()).fingerprint(),
            training.recipe(),
            training.loss(),
            study.task().classes().size(),
            training.data().seed(),
            probe,
            study.analyses().curve());
    return add(title(training.data(), role), step);
  }

  private StepKey probe(String role, Training training, Tuning.Solver solver) {
    Step step =
        new Step.Probe(
            training.data(),
            training.part(),
            training.labels(),
            embed(training, training.data(), training.part()),
            solver,
            training.loss(),
            study.task().classes().size(),
            training.data().seed());
    return add(title(training.data(), role), step);
  }

  /// The features of some parts, where the model that is trained reads nothing else.
  private List<StepKey> features(Training training, Step.Data data, Part... parts) {
    return training.recipe().tuning() instanceof Tuning.Probe
        ? Arrays.stream(parts).map(part -> embed(training, data, part)).toList()
        : List.of();
  }

  private StepKey embed(Training training, Step.Data data, Part part) {
    Step.Data rows = rows(data, part);
    Step step =
        new Step.Embed(
            rows,
            part,
            training.model(),
            of(models, training.model()).fingerprint(),
            training.recipe().maxTokens(),
            training.recipe().precision());
    String what =
        "features of %s rows (%s)%s"
            .formatted(
                rows.test().orElse(part.name().toLowerCase(Locale.ROOT)),
                training.model(),
                at(rows));
    return add(part == Part.TEST ? what : title(data, what), step);
  }

  /// The rows that the features of a part depend on.
  private static Step.Data rows(Step.Data data, Part part) {
    return switch (part) {
      case TRANSFER -> data;
      case SUPERVISE, VALIDATION -> data.whole();
      // Test rows are the same for every seed.
      case TEST -> data.whole().seeded(0);
    };
  }

  private StepKey add(String title, Step step) {
    StepKey key = StepKey.of(step);
    steps.putIfAbsent(key, new PlannedStep(key, step, step.needs(), title));
    return key;
  }

  private static String title(Step.Data data, String what) {
    return "seed " + data.seed() + ": " + what;
  }

  /// `, step 1 of 3` where the rows are those of one step of bootstrapping.
  private static String at(Step.Data data) {
    return data.share()
        .map(share -> ", step %d of %d".formatted(share.index() + 1, share.of()))
        .orElse("");
  }

  private static <K, V> V of(Map<K, V> values, K key) {
    V value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("the plan lacks " + key);
    }
    return value;
  }
}
