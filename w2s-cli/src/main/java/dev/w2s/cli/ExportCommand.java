package dev.w2s.cli;

import dev.w2s.model.ExportLayout;
import dev.w2s.model.Models;
import dev.w2s.run.Artifact;
import dev.w2s.run.Exporter;
import dev.w2s.run.Forecast;
import dev.w2s.run.Kept;
import dev.w2s.run.MachineRate;
import dev.w2s.run.ModelChoice;
import dev.w2s.store.Store;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s export`.
@Command(
    name = "export",
    description = {
      "Writes a trained model of a study as a folder that Python's transformers loads.",
      "What its training lacks in the store is computed first."
    })
final class ExportCommand implements Callable<Integer> {
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private StudyOptions studyOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;
  @Mixin private ThreadOptions threadOptions;
  @Mixin private DeviceOptions deviceOptions;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "student",
      description = "student, ceiling or supervisor (default: ${DEFAULT-VALUE}).")
  private ModelChoice.Role role;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "How the student learned; needed where the study has several methods.")
  private @Nullable String method;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Of which repetition (default: the study's first seed).")
  private @Nullable Long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder, which must not be there, or be empty.")
  private Path out;

  @Override
  public Integer call() {
    int threads = threadOptions.threads(spec);
    ModelChoice choice = choice();
    Exporter.requireFree(out);
    PrintWriter err = spec.commandLine().getErr();
    Models models = new Models(viewOptions.fetching(err));
    Plan whole = StudyOptions.plan(studyOptions.read(viewOptions.hub(err)), models);
    PlannedStep training = choice.training(whole);
    Plan plan = ModelChoice.upTo(training, whole);
    Store store = storeOptions.open();
    Set<StepKey> read = Exporter.weights(training, whole);
    List<StepKey> made = read.stream().filter(key -> !hasWeights(store, key)).toList();
    train(plan, read, models, store, threads);
    // Written from the CPU's memory, whatever it was trained on.
    Libtorch.start(threads);
    export(whole, training, models, store);
    // Heads of probes are small, and stay.
    if (!whole.study().keepWeights()) {
      plan.steps().stream()
          .filter(step -> step.step().keepsWeights() && made.contains(step.key()))
          .forEach(step -> store.release(step.key(), Artifact.WEIGHTS));
    }
    return CommandLine.ExitCode.OK;
  }

  private ModelChoice choice() {
    try {
      return new ModelChoice(
          role,
          Optional.ofNullable(method),
          seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--method goes with --role student alone");
    }
  }

  private static boolean hasWeights(Store store, StepKey training) {
    return store
        .find(training)
        .filter(result -> Files.exists(result.file(Artifact.WEIGHTS)))
        .isPresent();
  }

  private void train(Plan plan, Set<StepKey> read, Models models, Store store, int threads) {
    Kept kept = new Kept(store);
    Device device = deviceOptions.device(plan.study().device());
    new Execution(
            spec.commandLine(),
            main.interruption(),
            viewOptions,
            models,
            store,
            kept,
            threads,
            device,
            CHECKPOINT_EVERY)
        .run(plan, Forecast.of(plan, store, kept, new MachineRate(threads, device)), read);
  }

  private void export(Plan plan, PlannedStep training, Models models, Store store) {
    ExportLayout layout = new Exporter(models, new Kept(store)).write(training, plan, out);
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(training.title() + ": " + out);
    screen.println(
        switch (layout) {
          case TRANSFORMERS ->
              "Python loads it with AutoModelForSequenceClassification.from_pretrained";
          case SENTENCE_TRANSFORMERS ->
              "Python loads it with SentenceTransformer, whose vectors are the logits: the classifiers of transformers have no place for how this model makes one vector of a text";
          case CAUSAL_LANGUAGE_MODEL -> "Python loads it with AutoModelForCausalLM.from_pretrained";
        });
    screen.flush();
  }
}
