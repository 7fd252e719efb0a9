package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.w2s.data.Rows;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudyFileTest {
  @Test
  void minimalFileHasTheDefaultsOfTheBuilder() {
    Study built = Study.builder("small", Fixtures.WORDNET).weak("a").strong("b").build();
    assertThat(Fixtures.parse(Fixtures.MINIMAL).study()).isEqualTo(built);
    assertThat(built.rows()).isEqualTo(new Rows(3000, 300, 1000));
    assertThat(built.methods()).extracting(Method::name).containsExactly("naive", "confidence");
    assertThat(built.seeds()).containsExactly(0L, 1L, 2L);
    assertThat(built.strongRecipe()).isEqualTo(Recipe.DEFAULT);
    assertThat(built.keepWeights()).isFalse();
    assertThat(built.device()).isEqualTo(DeviceChoice.AUTO);
  }

  @Test
  void everyKeyIsReadAsTheBuilderWouldSayIt() {
    ModelSpec weak = new ModelSpec("bge-small-en-v1.5", OptionalInt.of(2));
    ModelSpec strong = new ModelSpec("file:examples/models/large", OptionalInt.empty());
    Study built =
        Study.builder("quickstart", Fixtures.TASK)
            .rows(new Rows(2000, 200, 500))
            .training(
                r -> r.epochs(3).batch(16).warmUp(.2).decay(Decay.COSINE).stop(Stop.AGREEMENT))
            .weak(weak, r -> r.learningRate(1e-4).epochs(1))
            .strong(strong, r -> r.dropout(.1))
            .methods(
                List.of(
                    Methods.named("naive"),
                    Methods.named("confidence"),
                    new Method("bold", new Loss.PaperConfidence(.75, .2))))
            .seeds(List.of(3L, 1L))
            .keepWeights(true)
            .device(DeviceChoice.CUDA)
            .build();
    StudyFile file = Fixtures.parse(Fixtures.FULL);
    assertThat(file.study()).isEqualTo(built);
    assertThat(file.task()).isEqualTo("tasks/reviews.yaml");
  }

  @Test
  void supervisorStopsAtItsLastStepWhateverTheOthersDo() {
    Study study = Fixtures.parse(Fixtures.FULL).study();
    assertThat(study.strongRecipe().stop()).isEqualTo(Stop.AGREEMENT);
    assertThat(((Supervisor.Trained) study.weak()).recipe().stop()).isEqualTo(Stop.LAST);
  }

  @Test
  void seedsMayBeACount() {
    assertThat(Fixtures.parse(Fixtures.MINIMAL + "seeds: 2\n").study().seeds())
        .containsExactly(0L, 1L);
  }

  @Test
  void singleMethodNeedsNoBrackets() {
    Study study = Fixtures.parse(Fixtures.MINIMAL + "methods: confidence-openai\n").study();
    assertThat(study.methods()).containsExactly(Methods.named("confidence-openai"));
  }

  @Test
  void weakLabelsMayComeFromAFile() {
    Study study =
        Fixtures.parse(Fixtures.MINIMAL.replace("weak: a", "weak: {labels: my.jsonl}")).study();
    assertThat(study.weak()).isEqualTo(new Supervisor.Labels(Path.of("examples/my.jsonl")));
  }

  @Test
  void automaticRateOfOneModelOverridesTheCommonOne() {
    String text =
        Fixtures.MINIMAL.replace("weak: a", "weak: {model: a, learning-rate: auto}")
            + "training: {learning-rate: 1e-5}\n";
    Study study = Fixtures.parse(text).study();
    assertThat(study.strongRecipe().learningRates()).containsExactly(1e-5);
    assertThat(((Supervisor.Trained) study.weak()).recipe().learningRates()).isEmpty();
  }

  @Test
  void taskFileIsReadNextToTheStudy() {
    String text = Fixtures.MINIMAL.replace("wordnet-category", "../t/mine.yml");
    StudyFile file =
        StudyFile.parse(
            Path.of("examples/study.yaml"),
            text,
            Fixtures.BUILT_IN,
            path -> {
              assertThat(path).isEqualTo(Path.of("t/mine.yml"));
              return Fixtures.TASK;
            });
    assertThat(file.study().task()).isEqualTo(Fixtures.TASK);
  }

  @Test
  void problemsOfTheTaskFileAreToldWithThoseOfTheStudy() {
    String text = Fixtures.MINIMAL.replace("wordnet-category", "mine.yaml") + "seeds: x\n";
    BadInputException e =
        catchThrowableOfType(
            BadInputException.class,
            () ->
                StudyFile.parse(
                    Path.of("study.yaml"),
                    text,
                    Fixtures.BUILT_IN,
                    path -> {
                      throw new BadInputException(Problem.in(path, "has no classes"));
                    }));
    assertThat(e)
        .hasMessage(
            "mine.yaml: has no classes\nstudy.yaml:4:8: seeds must be a whole number but was 'x'");
  }

  @Test
  void everythingWrongIsToldInTheOrderOfTheFile() {
    String text =
        """
        study: My Study
        task: wordnet-categorie
        row: {train: 10}
        rows: {train: 1, tests: 5}
        models:
          weak: {model: a, layers: 0, epoch: 3, stop: oracle}
          strong: [[b]]
        methods: [naiv, {confidense: {}}, {confidence: {alpha: 1}}]
        training: {warm-up: 1, decay: liner}
        """;
    assertThat(messages(text))
        .containsExactly(
            "examples/study.yaml:2:7: unknown task 'wordnet-categorie'; did you mean 'wordnet-category'? (a task file's name ends with .yaml)",
            "examples/study.yaml:3:1: unknown key 'row'; did you mean 'rows'?",
            "examples/study.yaml:4:15: rows.train must be at least 2 but was 1",
            "examples/study.yaml:4:18: unknown key 'tests'; did you mean 'test'?",
            "examples/study.yaml:6:28: models.weak.layers must be at least 1 but was 0",
            "examples/study.yaml:6:31: unknown key 'epoch'; did you mean 'epochs'?",
            "examples/study.yaml:7:12: models.strong[0] must be text or a map, {key: value}, but was a list",
            "examples/study.yaml:8:11: unknown method 'naiv'; did you mean 'naive'?",
            "examples/study.yaml:8:17: a method is its name, or one name with its settings: {confidence: {alpha-max: 0.75}}",
            "examples/study.yaml:8:18: unknown key 'confidense'; did you mean 'confidence'?",
            "examples/study.yaml:8:49: unknown key 'alpha'; known are: name, labels, alpha-max, warm-up, tuning, stop, before, rounds, bootstrap, told",
            "examples/study.yaml:9:31: unknown training.decay 'liner'; did you mean 'linear'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "study: small | study: My Study | 1:8: study must be a name of a-z, 0-9 and - but was 'My Study'",
        "study: small | | 2:1: 'study' is missing",
        "models: | training: {warm-up: 1}NLmodels: | 3:21: warm-up must be at least 0 and under 1 but was 1.0",
        "weak: a | weak: {model: a, stop: oracle} | 3:33: stop must be last for a supervisor but was oracle: validation rows lie in the transfer half, which it must not see",
        "weak: a, | | 3:9: 'models.weak' is missing",
        "weak: a | weak: {model: a, labels: b} | 3:24: weak labels come from a model or from a file, not from both",
        "weak: a | weak: {votes: a, labels: b} | 3:35: weak labels are labels or votes, not both",
        "weak: a | weak: {votes: a, combine: boosting} | 3:24: votes of a file are combined by mean, majority-vote or dawid-skene but not by boosting",
        "weak: a | weak: {several: [a]} | 3:26: several supervisors must be at least two, and none twice",
        "weak: a | weak: {several: [a, a]} | 3:26: several supervisors must be at least two, and none twice",
        "weak: a | weak: {several: [a, b], combine: boosting} | 3:16: boosting trains one model several times: {model: ..., combine: boosting}; several supervisors are combined by mean, learned-weights, majority-vote or dawid-skene",
        "weak: a | weak: {several: [a, {errors: random, rate: 0.1}]} | 3:26: several supervisors are models and files, and none of them several or simulated",
        "weak: a | weak: {errors: random, rate: 0.1, of: a} | 3:25: errors of a supervisor need its model, and other errors none",
        "weak: a | weak: {errors: supervisor, rate: 0.1} | 3:25: errors of a supervisor need its model, and other errors none",
        "weak: a | weak: {errors: rare, rate: 0.1} | 3:25: unknown models.weak.errors 'rare'; known are: random, longest, shortest, unsure, confident, supervisor",
        "weak: a | weak: {errors: random} | 3:16: 'models.weak.rate' is missing",
        "models: | tests: farNLmodels: | 3:8: tests names 'far' but task wordnet-category has no further test sets",
        "models: | rows: {supervised: false}NLmodels: | 3:20: rows.supervised must be true where a supervisor is trained but was false",
        "weak: a | weak: {layers: 2} | 3:16: 'models.weak.model' is missing",
        "weak: a | weak: {model: a, pooling: mea} | 3:36: unknown models.weak.pooling 'mea'; did you mean 'mean'?",
        "models: | rows: {validation: 0}NLtraining: {stop: oracle}NLmodels: | 3:20: rows.validation must be above 0 where stop is oracle but was 0",
        "models: | methods: [naive, naive]NLmodels: | 3:10: methods must differ in name but two are called 'naive'",
        "models: | methods: [bootstrap]NLmodels: | 3:10: methods hold bootstrapping, which needs models to pass through: models.through names none",
        "strong: b | through: [c], strong: b | 3:28: models.through names models that no method passes through; add bootstrap to methods",
        "models: | methods: []NLmodels: | 3:10: methods must name at least one",
        "models: | seeds: [1, 1]NLmodels: | 3:8: seeds must be at least one, and none twice, but were [1, 1]",
        "models: | seeds: 1001NLmodels: | 3:8: seeds must be at most 1000, or a list, but was 1001",
        "models: | keep-weights: yesNLmodels: | 3:15: keep-weights must be true or false but was 'yes'",
        "models: | device: gpuNLmodels: | 3:9: device must be auto, cpu or cuda but was 'gpu'",
        "models: | methods: [{naive: {name: A}}]NLmodels: | 3:26: name of a method must be made of a-z, 0-9, . and - but was 'A'",
      })
  void wrongValueIsTold(String right, String wrong, String problem) {
    String replaced = wrong == null ? "" : wrong.replace("NL", "\n");
    assertThat(messages(Fixtures.MINIMAL.replace(right, replaced)))
        .singleElement()
        .asString()
        .startsWith("examples/study.yaml:")
        .endsWith(problem.substring(problem.indexOf(' ') + 1))
        .satisfies(message -> {
          String place = problem.substring(0, problem.indexOf(' '));
          assertThat(message).contains("study.yaml:" + place);
        });
  }

  @Test
  void fileIsRead(@TempDir Path folder) throws IOException {
    Path path = Files.writeString(folder.resolve("s.yaml"), Fixtures.MINIMAL);
    StudyFile file = StudyFile.read(path, Fixtures.BUILT_IN, p -> Fixtures.TASK);
    assertThat(file)
        .isEqualTo(
            new StudyFile(
                path, "small", "wordnet-category", Fixtures.parse(Fixtures.MINIMAL).study()));
  }

  private static List<String> messages(String text) {
    return catchThrowableOfType(BadInputException.class, () -> Fixtures.parse(text))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  static Stream<Arguments> tunings() {
    Tuning.Solver lbfgs = new Tuning.Solver.Lbfgs(1e-3, 200);
    return Stream.of(
        Arguments.of("full", new Tuning.Full()),
        Arguments.of("lora", new Tuning.LowRank(8, 16, Tuning.Targets.DEFAULT)),
        Arguments.of(
            "{lora: {rank: 4, alpha: 8, targets: linear}}",
            new Tuning.LowRank(4, 8, Tuning.Targets.LINEAR)),
        Arguments.of("probe", new Tuning.Probe(lbfgs)),
        Arguments.of("{probe: {l2: 0}}", new Tuning.Probe(new Tuning.Solver.Lbfgs(0, 200))),
        Arguments.of(
            "{probe-then-full: {solver: adam, epochs: 5}}",
            new Tuning.ProbeThenFull(new Tuning.Solver.Adam(1e-3, 128, 5))),
        Arguments.of("probe-then-full", new Tuning.ProbeThenFull(lbfgs)));
  }

  @ParameterizedTest
  @MethodSource("tunings")
  void tuningIsAWordOrAWordWithSettings(String text, Tuning tuning) {
    StudyFile file = Fixtures.parse(Fixtures.MINIMAL + "training: {tuning: " + text + "}\n");
    assertThat(file.study().strongRecipe().tuning()).isEqualTo(tuning);
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of("zero", new HeadStart.Zero()),
        Arguments.of("{noise: 0.1}", new HeadStart.Noise(.1)),
        Arguments.of("{words: [\"0\", \"1\"]}", new HeadStart.Words(List.of("0", "1"))));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void headIsAWordOrAMap(String text, HeadStart head) {
    StudyFile file = Fixtures.parse(Fixtures.MINIMAL + "training: {head: " + text + "}\n");
    assertThat(file.study().strongRecipe().head()).isEqualTo(head);
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tuning: lorra | unknown training.tuning 'lorra'; did you mean 'lora'?",
        "tuning: {lora: {rank: 0}} | training.tuning.lora.rank must be at least 1 but was 0",
        "tuning: {lora: {rang: 2}} | unknown key 'rang'; did you mean 'rank'?",
        "tuning: {} | tuning is full, lora, probe or probe-then-full",
        "tuning: {probe: {solver: sgd}} | unknown training.tuning.probe.solver 'sgd'; known are: lbfgs, adam",
        "head: {words: []} | words must be one for each class but are none",
        "ema: 1 | ema must be at least 0 and under 1 but was 1.0",
        "optimiser: sgd | unknown training.optimiser 'sgd'; known are: adamw, adam, adafactor"
      })
  void wrongTrainingIsRefusedInWords(String training, String message) {
    assertThatThrownBy(() -> Fixtures.parse(Fixtures.MINIMAL + "training: {" + training + "}\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void modelsToPassThroughAreReadInTheirOrder() {
    StudyFile file =
        Fixtures.parse(
            """
            study: chain
            task: wordnet-category
            models:
              weak: a
              through: [b, {model: b, layers: 4, epochs: 5}]
              strong: c
            methods: [naive, {confidence: {bootstrap: true, name: chain}}]
            """);
    Study study = file.study();
    Recipe longer = Recipe.DEFAULT.toBuilder().epochs(5).build();
    assertThat(study.through())
        .containsExactly(
            new Intermediate(new ModelSpec("b", OptionalInt.empty()), Recipe.DEFAULT),
            new Intermediate(new ModelSpec("b", OptionalInt.of(4)), longer));
    assertThat(study.methods()).extracting(Method::bootstrap).containsExactly(false, true);
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(study);
  }

  @Test
  void methodSaysLabelsTuningStopAndRounds() {
    StudyFile file =
        Fixtures.parse(
            Fixtures.MINIMAL
                + """
                methods:
                  - topological-filter
                  - confidence:
                      name: all-of-it
                      labels: [{confidence-filter: {keep: 0.25}}, anchor]
                      tuning: {lora: {rank: 2}}
                      stop: agreement
                      rounds: 3
                """);
    Method method = file.study().methods().getLast();
    assertThat(method)
        .isEqualTo(
            new Method(
                "all-of-it",
                List.of(
                    new LabelTransform.ConfidenceFilter(.25, true), LabelTransform.Anchor.DEFAULT),
                new Loss.PaperConfidence(.5, .2),
                Optional.of(new Tuning.LowRank(2, 16, Tuning.Targets.DEFAULT)),
                Optional.of(Stop.AGREEMENT),
                3));
    assertThat(method.usesGold()).isTrue();
    assertThat(Fixtures.parse(file.explain(Map.of())).study()).isEqualTo(file.study());
  }
}
