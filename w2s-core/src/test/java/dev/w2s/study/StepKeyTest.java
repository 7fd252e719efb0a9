package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.data.Part;
import dev.w2s.data.Reading;
import dev.w2s.data.Rows;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.study.internal.CanonicalStep;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which settings change which keys. A key that changes for nothing costs a training; one that does
/// not change gives a stale result.
class StepKeyTest {
  private static final ModelSpec WEAK_MODEL = new ModelSpec("weak", OptionalInt.of(2));
  private static final ModelSpec STRONG_MODEL = new ModelSpec("strong", OptionalInt.empty());

  private static final Tuning.Solver LBFGS = new Tuning.Solver.Lbfgs(1e-3, 100);

  private static final Set<String> NONE = Set.of();
  private static final Set<String> STUDENTS = Set.of("student", "test student");
  private static final Set<String> STRONG =
      Set.of("student", "test student", "ceiling", "test ceiling");
  private static final Set<String> WEAK =
      Set.of("supervisor", "test supervisor", "weak labels", "student", "test student");
  private static final Set<String> SEEDED = union(WEAK, STRONG);
  private static final Set<String> EVERYTHING = union(SEEDED, Set.of("examples"));

  static Stream<Arguments> changes() {
    return Stream.of(
        change("study's name", s -> s, "other", NONE),
        change("order of methods", s -> s.methods("confidence", "naive"), NONE),
        change("more seeds", s -> s.seeds(2), NONE),
        change("kept weights", s -> s.keepWeights(true), NONE),
        change("device", s -> s.device(DeviceChoice.CUDA), NONE),
        change("curve", s -> s.analyses(new StudyAnalyses(10, false)), NONE),
        change("saliency", s -> s.analyses(new StudyAnalyses(0, true)), NONE),
        change("few-shot", s -> s.analyses(new StudyAnalyses(0, false, 5, false)), NONE),
        change("bound", s -> s.analyses(new StudyAnalyses(0, false, 0, true)), NONE),
        change(
            "method that is told the labels",
            s -> s.methods("naive", "confidence", "trivial-imitation"),
            NONE),
        change("tf32", s -> s.training(r -> r.precision(Precision.TF32)), SEEDED),
        change("max-tokens", s -> s.training(r -> r.maxTokens(512)), SEEDED),
        change("name of the strong model", s -> s.strong("STRONG"), NONE),
        change("rate that size would choose", s -> s.training(r -> r.learningRate(9.1e-5)), NONE),
        change("strong model", s -> s.strong("other"), STRONG),
        change("weak model", s -> s.weak("other", 2), WEAK),
        change("layers of the weak model", s -> s.weak("weak", 3), WEAK),
        change("training of the weak model", s -> s.weak(WEAK_MODEL, r -> r.epochs(3)), WEAK),
        change(
            "training of the strong model", s -> s.strong(STRONG_MODEL, r -> r.epochs(3)), STRONG),
        change("stop", s -> s.training(r -> r.stop(Stop.AGREEMENT)), STRONG),
        change("epochs", s -> s.training(r -> r.epochs(3)), SEEDED),
        change("batch", s -> s.training(r -> r.batch(16)), SEEDED),
        change("learning rate", s -> s.training(r -> r.learningRate(1e-3)), SEEDED),
        change("warm-up", s -> s.training(r -> r.warmUp(.2)), SEEDED),
        change("decay", s -> s.training(r -> r.decay(Decay.COSINE)), SEEDED),
        change("weight decay", s -> s.training(r -> r.weightDecay(0)), SEEDED),
        change("clip", s -> s.training(r -> r.clip(2)), SEEDED),
        change("dropout", s -> s.training(r -> r.dropout(.1)), SEEDED),
        change("precision", s -> s.training(r -> r.precision(Precision.BFLOAT16)), SEEDED),
        change("optimiser", s -> s.training(r -> r.optimiser(Optimiser.ADAFACTOR)), SEEDED),
        change("moving average", s -> s.training(r -> r.ema(.99)), SEEDED),
        change("head", s -> s.training(r -> r.head(new HeadStart.Zero())), SEEDED),
        change("recomputing", s -> s.training(r -> r.recompute(true)), NONE),
        change("low rank", s -> s.training(r -> r.tuning(lowRank(8))), SEEDED),
        change(
            "probe then full",
            s -> s.training(r -> r.tuning(new Tuning.ProbeThenFull(LBFGS))),
            SEEDED),
        change("seed", s -> s.seeds(List.of(1L)), SEEDED),
        change("train rows", s -> s.rows(new Rows(101, 10, 20)), SEEDED),
        change("validation rows", s -> s.rows(new Rows(100, 11, 20)), SEEDED),
        change("test rows", s -> s.rows(new Rows(100, 10, 21)), SEEDED),
        change(
            "alpha-max",
            s -> s.methods(List.of(Methods.named("naive"), confidence(.75, .2))),
            STUDENTS),
        change(
            "warm-up of the loss",
            s -> s.methods(List.of(Methods.named("naive"), confidence(.5, .3))),
            STUDENTS),
        change(
            "a method's name",
            s -> s.methods(List.of(new Method("n", new Loss.CrossEntropy()), confidence(.5, .2))),
            NONE),
        task(
            "task's name",
            t -> copy(t, "other", 1, t.classes(), t.train(), t.reading(), true),
            NONE),
        task(
            "task's version",
            t -> copy(t, t.name(), 2, t.classes(), t.train(), t.reading(), true),
            EVERYTHING),
        task(
            "order of classes",
            t -> copy(t, t.name(), 1, t.classes().reversed(), t.train(), t.reading(), true),
            EVERYTHING),
        task(
            "balance",
            t -> copy(t, t.name(), 1, t.classes(), t.train(), t.reading(), false),
            SEEDED),
        task("folder and name of a file whose rows have ids", t -> source(t, "/x/y.jsonl"), NONE),
        task("format of a file", t -> source(t, "/x/y.csv"), EVERYTHING),
        task("bytes of a file", t -> source(t, "/x/changed.jsonl"), EVERYTHING),
        task("template", t -> reading(t, List.of("{text}!"), t.reading().id()), EVERYTHING),
        task("id field", t -> reading(t, t.reading().texts(), Optional.empty()), EVERYTHING),
        task(
            "group",
            t -> TaskKeyTest.reading(t, Optional.of(Reading.Group.of("g")), List.of()),
            EVERYTHING),
        task(
            "filter",
            t -> TaskKeyTest.reading(t, Optional.empty(), List.of(TaskKeyTest.filter(true))),
            EVERYTHING),
        task("further test set", t -> TaskKeyTest.tests(t, "far"), EVERYTHING));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void settingChangesTheKeysItShouldAndOnlyThose(
      String what, Map<String, Set<StepKey>> after, Set<String> changed) {
    Map<String, Set<StepKey>> before = keys("s", Fixtures.TASK, s -> s);
    Set<String> found = new TreeSet<>();
    before.forEach((kind, keys) -> {
      if (!after.getOrDefault(kind, Set.of()).containsAll(keys)) {
        found.add(kind);
      }
    });
    assertThat(found).as(what).isEqualTo(new TreeSet<>(changed));
  }

  @Test
  void nameOfAFileCountsWhereItMakesTheIds() {
    Task unnamed = reading(Fixtures.TASK, List.of("{text}"), Optional.empty());
    StepKey a = examples(source(unnamed, "/x/a.jsonl"));
    assertThat(examples(source(unnamed, "/y/a.jsonl"))).isEqualTo(a);
    assertThat(examples(source(unnamed, "/x/b.jsonl"))).isNotEqualTo(a);
  }

  @Test
  void folderCountsWhereTwoFilesHaveOneName() {
    Task unnamed = reading(Fixtures.TASK, List.of("{text}"), Optional.empty());
    StepKey ab = examples(sources(unnamed, "/a/x.csv", "/b/x.csv"));
    assertThat(examples(sources(unnamed, "/c/x.csv", "/b/x.csv"))).isNotEqualTo(ab);
    assertThat(examples(sources(Fixtures.TASK, "/a/x.csv", "/b/x.csv")))
        .isEqualTo(examples(sources(Fixtures.TASK, "/c/x.csv", "/b/x.csv")));
  }

  @Test
  void halvesCountOnlyWhereNoneIsKeptForASupervisor() {
    StepKey examples = examples(Fixtures.TASK);
    Rows halves = new Rows(100, 0, 50);
    Rows whole = new Rows(100, 0, 50, false);
    assertThat(json(examples, halves)).doesNotContain("supervised");
    assertThat(json(examples, whole)).contains("\"supervised\":false");
  }

  private static String json(StepKey examples, Rows rows) {
    return CanonicalStep.json(
        new Labelling.ImportLabels(
            Path.of("l.jsonl"), "0", new Step.Data(examples, rows, true, 0)));
  }

  @Test
  void howVotesAreCombinedCountsAndOnlyWhereThereAreVotes() {
    Step.Data data = new Step.Data(examples(Fixtures.TASK), new Rows(100, 0, 50), true, 0);
    Path file = Path.of("l.jsonl");
    Step labels = new Labelling.ImportLabels(file, "0", data);
    Step mean =
        new Labelling.ImportLabels(file, "0", data, Optional.of(new LabelCombination.Mean()));
    Step crowd =
        new Labelling.ImportLabels(
            file, "0", data, Optional.of(LabelCombination.DawidSkene.DEFAULT));
    assertThat(CanonicalStep.json(labels)).doesNotContain("votes");
    assertThat(StepKey.of(mean)).isNotEqualTo(StepKey.of(labels)).isNotEqualTo(StepKey.of(crowd));
  }

  @Test
  void labelsOfAFileCountByTheirBytes() {
    Map<String, Set<StepKey>> keys = labels("/x/a.jsonl");
    assertThat(labels("/y/b.jsonl")).isEqualTo(keys);
    assertThat(labels("/x/changed.jsonl").get("weak labels")).isNotEqualTo(keys.get("weak labels"));
    assertThat(labels("/x/changed.jsonl").get("ceiling")).isEqualTo(keys.get("ceiling"));
    assertThat(labels("/x/a.csv").get("weak labels")).isNotEqualTo(keys.get("weak labels"));
  }

  @Test
  void ceilingOfOneStudyIsTheCeilingOfAnother() {
    Map<String, Set<StepKey>> one = keys("s", Fixtures.TASK, s -> s.weak("a"));
    Map<String, Set<StepKey>> other =
        keys("t", Fixtures.TASK, s -> s.weakLabels(Path.of("l.csv")).methods("naive"));
    assertThat(one.get("ceiling")).isEqualTo(other.get("ceiling"));
  }

  @Test
  void minusNullIsNull() {
    assertThat(keys("s", Fixtures.TASK, s -> s.training(r -> r.dropout(-0.0))))
        .isEqualTo(keys("s", Fixtures.TASK, s -> s));
  }

  @Test
  void canonicalFormIsPinned() {
    assertThat(CanonicalStep.json(new Step.MakeExamples(Fixtures.TASK, List.of("f"))))
        .isEqualTo(
            """
            {"classes":["bad","good"],"fingerprints":["f"],"kind":"examples","reading":{"answer":{"drop":["-1"],\
            "field":"label","values":{"0":"bad","1":"good"}},"id":"id","texts":["{text}"]},"task-version":1,\
            "test":[],"train":["file:*.jsonl"],"version":1}\
            """);
    StepKey key = new StepKey("0".repeat(64));
    Step.Data data = new Step.Data(key, new Rows(100, 10, 20), true, 3);
    Recipe recipe = Recipe.DEFAULT.resolve(Fixtures.facts(STRONG_MODEL));
    Step.Finetune finetune =
        new Step.Finetune(
            data,
            Part.TRANSFER,
            new TrainingLabels.Weak(key),
            WEAK_MODEL,
            "m",
            recipe,
            confidence(.5, .2).loss(),
            2,
            3);
    String zeros = "0".repeat(64);
    assertThat(CanonicalStep.json(finetune))
        .isEqualTo(
            """
            {"data":{"balance":true,"examples":"%1$s","seed":3,"split":1,"test":20,"train":100,"validation":10},"kind":"finetune",\
            "labels":"%1$s","layers":2,"loss":{"alpha-max":0.5,"name":"paper-confidence","warm-up":0.2},"model":"m",\
            "part":"transfer","recipe":{"batch":32,"clip":1.0,"decay":"linear","dropout":0.0,"ema":0.0,"epochs":2,\
            "head":{"noise":0.02},"learning-rate":9.1E-5,"max-tokens":128,"optimiser":"adamw","precision":"float32",\
            "stop":"last","tuning":"full","warm-up":0.1,\
            "weight-decay":0.01},"seed":3,"version":1}\
            """
                .formatted(zeros));
    assertThat(CanonicalStep.json(new Step.Evaluate(key, data, List.of())))
        .isEqualTo(
            """
            {"data":{"balance":true,"examples":"%1$s","seed":3,"split":1,"test":20,"train":100,"validation":10},"kind":"evaluate",\
            "of":"%1$s","version":1}\
            """
                .formatted(zeros));
  }

  @Test
  void keysArePinned() {
    Map<String, Set<StepKey>> keys = keys("s", Fixtures.TASK, s -> s.methods("naive"));
    assertThat(
            Stream.of("examples", "supervisor", "weak labels", "student", "test ceiling")
                .map(kind -> brief(keys, kind)))
        .containsExactly(
            "854bbf89cb92", "6676d4c29a6c", "8e0b65c1c218", "78dc4f6d0487", "277a56a3f509");
  }

  private static String brief(Map<String, Set<StepKey>> keys, String kind) {
    return keys.get(kind).iterator().next().brief();
  }

  private static Arguments change(
      String what, UnaryOperator<StudyBuilder> change, Set<String> changed) {
    return Arguments.of(what, keys("s", Fixtures.TASK, change), changed);
  }

  private static Arguments task(String what, UnaryOperator<Task> change, Set<String> changed) {
    return Arguments.of(what, keys("s", change.apply(Fixtures.TASK), s -> s), changed);
  }

  private static Arguments change(
      String what, UnaryOperator<StudyBuilder> change, String name, Set<String> changed) {
    return Arguments.of(what, keys(name, Fixtures.TASK, change), changed);
  }

  /// The keys of a study's steps by what they are, whatever the seed and method.
  private static Map<String, Set<StepKey>> keys(
      String name, Task task, UnaryOperator<StudyBuilder> change) {
    StudyBuilder builder =
        Study.builder(name, task)
            .rows(new Rows(100, 10, 20))
            .weak(WEAK_MODEL, r -> r)
            .strong("strong")
            .seeds(1);
    Function<Source, String> fingerprints =
        source ->
            source instanceof Source.File file && file.path().toString().contains("changed")
                ? Fixtures.hex("other bytes")
                : Fixtures.fingerprint(source);
    ModelIndex index =
        model -> {
          ModelFacts facts = Fixtures.facts(model);
          String fingerprint = Fixtures.hex(model.source().toLowerCase(Locale.ROOT));
          return new ModelFacts(fingerprint, facts.family(), facts.parameters(), 1, 2, 8, 512);
        };
    Map<String, Set<StepKey>> keys = new HashMap<>();
    for (PlannedStep step :
        Planner.plan(change.apply(builder).build(), index, fingerprints).steps()) {
      String kind = step.title().replaceAll("seed \\d+: | \\(.*\\)", "");
      keys.computeIfAbsent(kind, k -> new TreeSet<>()).add(step.key());
    }
    return keys;
  }

  private static Map<String, Set<StepKey>> labels(String path) {
    return keys("s", Fixtures.TASK, s -> s.weakLabels(Path.of(path)));
  }

  static StepKey examples(Task task) {
    return StepKey.of(new Step.MakeExamples(task, List.of("f")));
  }

  private static Tuning lowRank(int rank) {
    return new Tuning.LowRank(rank, 16, Tuning.Targets.DEFAULT);
  }

  private static Method confidence(double alphaMax, double warmUp) {
    return new Method("c", new Loss.PaperConfidence(alphaMax, warmUp));
  }

  private static Task source(Task task, String path) {
    return sources(task, path);
  }

  static Task sources(Task task, String... paths) {
    List<Source> sources =
        Stream.of(paths).<Source>map(path -> new Source.File(Path.of(path))).toList();
    return copy(task, task.name(), 1, task.classes(), sources, task.reading(), true);
  }

  private static Task reading(Task task, List<String> texts, Optional<String> id) {
    Reading reading =
        new Reading(texts, task.reading().answer(), id, Optional.empty(), Optional.empty());
    return copy(task, task.name(), 1, task.classes(), task.train(), reading, true);
  }

  static Task copy(
      Task task,
      String name,
      int version,
      List<String> classes,
      List<Source> train,
      Reading reading,
      boolean balance) {
    String description = "said otherwise";
    return new Task(
        name, version, description, "MIT", classes, train, task.test(), reading, balance);
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }
}
