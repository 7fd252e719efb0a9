package dev.w2s.cli;

import dev.w2s.model.Models;
import dev.w2s.problem.IoFailure;
import dev.w2s.report.Pictures;
import dev.w2s.run.Forecast;
import dev.w2s.run.JournalListener;
import dev.w2s.run.Kept;
import dev.w2s.run.MachineRate;
import dev.w2s.run.RunListener;
import dev.w2s.run.TrackingListener;
import dev.w2s.store.RunJournal;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.study.Plan;
import dev.w2s.study.StudyFile;
import dev.w2s.tensor.Device;
import dev.w2s.track.StepTrackers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s run`.
@Command(
    name = "run",
    description = {
      "Runs a study and reports what it found.",
      "What is in the store is not computed again; an interrupted study goes on where it was."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private StudyOptions studyOptions;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;
  @Mixin private ThreadOptions threadOptions;
  @Mixin private DeviceOptions deviceOptions;
  @Mixin private PictureOptions pictureOptions;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the report is written (default: w2s-out/ and the study's name); of several studies, each below it.")
  private @Nullable Path out;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "Time between two checkpoints of a training, which a run that is killed goes on from (default: ${DEFAULT-VALUE}).")
  private double checkpointSeconds;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Prints the steps and how long they will take, and runs none.")
  private boolean dryRun;

  @Option(
      names = "--final",
      description =
          "Scores all models on the rows that the studies sealed (rows: {final: N}), too. They are opened for these studies as they are now; any later change is refused.")
  private boolean finalRows;

  @Override
  public Integer call() {
    int threads = threadOptions.threads(spec);
    requireSeconds();
    List<StudyFile> files = studyOptions.readAll(viewOptions.hub(spec.commandLine().getErr()));
    PrintWriter screen = spec.commandLine().getOut();
    Models models = new Models(viewOptions.fetching(spec.commandLine().getErr()));
    // All of them first: what is wrong with the last is better known before the work than after.
    List<Plan> plans =
        files.stream().map(file -> StudyOptions.plan(file, models, finalRows)).toList();
    Store store = dryRun ? storeOptions.view() : storeOptions.open();
    Optional<FinalRows> sealed =
        finalRows && !dryRun
            ? Optional.of(new FinalRows(files.getFirst().name(), plans, store))
            : Optional.empty();
    Kept kept = new Kept(store);
    Device device = deviceOptions.device(files.getFirst().study().device());
    DoubleSupplier rate = new MachineRate(threads, device);
    if (plans.size() > 1) {
      screen.println(together(plans, store, kept, rate) + "\n");
    }
    List<Reporting> done = new ArrayList<>();
    try (Pictures pictures = pictureOptions.pictures()) {
      for (int i = 0; i < plans.size(); i++) {
        Plan plan = plans.get(i);
        Forecast forecast = Forecast.of(plan, store, kept, rate);
        heading(plans, i, screen);
        if (dryRun) {
          PlanView.print(plan, store, forecast, screen);
        } else {
          done.add(
              carriedOut(
                  files.get(i),
                  plan,
                  forecast,
                  Reporting.folder(out, files, files.get(i)),
                  models,
                  store,
                  kept,
                  device,
                  sealed));
        }
      }
      Reporting.printTogether(done, screen);
      Reporting.writeTogether(done, Reporting.together(out, files), screen, pictures);
    }
    return CommandLine.ExitCode.OK;
  }

  private static String together(List<Plan> plans, Store store, Kept kept, DoubleSupplier rate) {
    StudiesTotal total = new StudiesTotal(store);
    plans.forEach(plan -> total.add(plan, Forecast.of(plan, store, kept, rate)));
    return total.words();
  }

  private static void heading(List<Plan> plans, int index, PrintWriter screen) {
    if (plans.size() > 1) {
      String name = plans.get(index).study().name();
      screen.printf(
          "%sstudy %d of %d: %s%n", index == 0 ? "" : "\n", index + 1, plans.size(), name);
    }
  }

  /// Steps that several studies share are in the store once the first has run.
  private Reporting carriedOut(
      StudyFile file,
      Plan plan,
      Forecast forecast,
      Path out,
      Models models,
      Store store,
      Kept kept,
      Device device,
      Optional<FinalRows> sealed) {
    // Made first: where it cannot be, that is better known before the work than after.
    Path folder = made(out);
    StepTrackers trackers =
        StepTrackers.of(plan.study(), store, folder, System.getenv(), this::warn);
    RunJournal journal = store.journal(StudyRecord.of(plan), RunOrigin.here(arguments()));
    Execution execution =
        new Execution(
            spec.commandLine(),
            main.interruption(),
            viewOptions,
            models,
            store,
            kept,
            threadOptions.threads(spec),
            device,
            checkpointEvery());
    journal.during(() ->
        execution.run(
            plan,
            forecast,
            Set.of(),
            view -> {
              RunListener tracked = new TrackingListener(plan, trackers, view);
              return new JournalListener(
                  journal, sealed.map(rows -> rows.opening(plan, tracked)).orElse(tracked));
            },
            journal::stopRequested));
    Reporting reporting = new Reporting(file, plan, store, kept);
    PrintWriter screen = spec.commandLine().getOut();
    reporting.print(screen);
    screen.println();
    reporting.write(folder, screen, pictureOptions.pictures());
    store.registerReport(plan.study().name(), folder);
    return reporting;
  }

  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private void warn(String words) {
    spec.commandLine().getErr().println("w2s: warning: " + words);
    spec.commandLine().getErr().flush();
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private Duration checkpointEvery() {
    return Duration.ofMillis(Math.round(checkpointSeconds * 1000));
  }

  private void requireSeconds() {
    if (!(checkpointSeconds >= 0 && checkpointSeconds <= Integer.MAX_VALUE)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--checkpoint-every must be a number of seconds, 0 or more, but was "
              + checkpointSeconds);
    }
  }
}
