package dev.w2s.api;

import dev.w2s.data.Fingerprints;
import dev.w2s.data.Task;
import dev.w2s.data.TaskCatalogue;
import dev.w2s.data.TaskFile;
import dev.w2s.finding.Findings;
import dev.w2s.finding.KeptAnswers;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubProgress;
import dev.w2s.model.Fetching;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.run.EngineRunner;
import dev.w2s.run.Executor;
import dev.w2s.run.JournalListener;
import dev.w2s.run.Kept;
import dev.w2s.run.RunListener;
import dev.w2s.store.RunJournal;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.study.Plan;
import dev.w2s.study.Planner;
import dev.w2s.study.Study;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Runs studies on one store, as `w2s run` does, for a program of one's own.
///
/// ```java
/// Study study = Study.builder("first", W2s.task("wordnet-concrete"))
///     .weak("bge-small-en-v1.5", 2)
///     .strong("all-minilm-l6-v2")
///     .build();
/// Findings findings = W2s.in(Path.of(".w2s")).run(study);
/// ```
///
/// What is told and what stops it can be set by [#listener] and [#cancelledWhen]; a process
/// computes one study at a time.
public final class W2s {
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

  private final Path folder;
  private Models models = new Models(Fetching.SILENT);
  private int threads = Runtime.getRuntime().availableProcessors();
  private RunListener listener = RunListener.SILENT;
  private BooleanSupplier cancelled = () -> false;

  private W2s(Path folder) {
    this.folder = folder;
  }

  /// Keeps results in a store, which is made where there is none.
  public static W2s in(Path store) {
    return new W2s(store);
  }

  /// A task that comes with the program, or that of a task file.
  ///
  /// @param name `wordnet-concrete`, or a path that ends with `.yaml`
  /// @throws BadInputException where there is none of that name, or the file is wrong
  public static Task task(String name) {
    Hub hub = Hub.ofEnvironment(HubProgress.SILENT);
    return name.endsWith(".yaml")
        ? TaskFile.read(Path.of(name), hub)
        : TaskCatalogue.named(name, Optional.empty(), hub)
            .orElseThrow(() ->
                new BadInputException(
                    "there is no task '%s'; %s"
                        .formatted(name, Suggestion.of(name, TaskCatalogue.names()))));
  }

  /// Where pretrained models come from; by default what [Models] says, and nobody is told of
  /// downloads.
  public W2s models(Models models) {
    this.models = models;
    return this;
  }

  /// Threads to compute with; by default one for each core. The same number gives the same bits.
  public W2s threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1 but were " + threads);
    }
    this.threads = threads;
    return this;
  }

  /// Told what happens; by default nobody is.
  public W2s listener(RunListener listener) {
    this.listener = listener;
    return this;
  }

  /// Asked at each batch whether to stop; by default never.
  public W2s cancelledWhen(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    return this;
  }

  /// The steps of a study and their keys; reads the headers of its models.
  public Plan plan(Study study) {
    return Planner.plan(study, models, Fingerprints::of);
  }

  /// Runs what is not in the store yet, and tells what the study found.
  ///
  /// @throws BadInputException where data, models or device are not as the study says
  /// @throws dev.w2s.problem.CancelledException where that was asked for; what was finished is kept
  public Findings run(Study study) {
    Plan plan = plan(study);
    Store store = Store.open(folder);
    Kept kept = new Kept(store);
    Device device = Device.of(study.device());
    RunJournal journal = store.journal(StudyRecord.of(plan), RunOrigin.here(List.of()));
    BooleanSupplier stopped = () -> cancelled.getAsBoolean() || journal.stopRequested();
    EngineRunner runner =
        new EngineRunner(plan, models, kept, threads, device, CHECKPOINT_EVERY, stopped);
    RunListener heard = new JournalListener(journal, listener);
    journal.during(() -> new Executor(store, runner, this::provenance, heard, stopped).run(plan));
    return Findings.of(
        plan,
        new KeptAnswers(kept::predictions, kept::states, kept::validation, kept::facts),
        kept.test(plan),
        kept.furtherTests(plan));
  }

  private Map<String, String> provenance() {
    return Map.of(
        "JDK", Runtime.version().toString(),
        "device", Libtorch.deviceName(),
        "threads", Integer.toString(threads));
  }
}
