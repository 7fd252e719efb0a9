package dev.w2s.cli;

import dev.w2s.data.Fingerprints;
import dev.w2s.data.OwnLabelsSplit;
import dev.w2s.data.Prediction;
import dev.w2s.data.RowReading;
import dev.w2s.data.WeakLabelFile;
import dev.w2s.file.DurableFiles;
import dev.w2s.finding.Elicited;
import dev.w2s.finding.Elicited.Score;
import dev.w2s.model.LoadedClassifier;
import dev.w2s.model.Models;
import dev.w2s.predict.FileJob;
import dev.w2s.predict.FilePredictor;
import dev.w2s.problem.IoFailure;
import dev.w2s.run.Artifact;
import dev.w2s.run.Exporter;
import dev.w2s.run.Forecast;
import dev.w2s.run.Kept;
import dev.w2s.run.MachineRate;
import dev.w2s.run.ModelChoice;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Planner;
import dev.w2s.study.Precision;
import dev.w2s.study.StepKey;
import dev.w2s.study.Study;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;

/// Students of labels of one's own: trained as the steps of a study without its ceiling, one of
/// them picked, and asked about all rows.
///
/// @param command whose output is the screen
/// @param interruption what ends it before its time
record Elicitation(
    CommandLine command,
    Interruption interruption,
    ViewOptions viewOptions,
    Models models,
    Store store,
    int threads,
    Device device) {
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);
  private static final int CHUNK = 2048;

  /// Trains, picks and asks; the folder then holds the student and its labels of all rows.
  ///
  /// @param report told what came out; the weights of the other students are released after it
  void run(OwnLabelsSplit split, Study study, Path folder, Consumer<Elicited> report) {
    Plan whole = Planner.plan(study, models, Fingerprints::of);
    List<PlannedStep> trainings = trainings(whole);
    // The students' answers, and no ceiling's.
    Plan plan = ModelChoice.upTo(Set.copyOf(whole.runs().getFirst().students()), whole);
    Set<StepKey> weights = weights(trainings, whole);
    Kept kept = new Kept(store);
    store.record(StudyRecord.of(plan));
    new Execution(
            command,
            interruption,
            viewOptions,
            models,
            store,
            kept,
            threads,
            device,
            CHECKPOINT_EVERY)
        .run(plan, Forecast.of(plan, store, kept, new MachineRate(threads, device)), weights);
    List<Score> scores = scores(whole, kept);
    PlannedStep best = trainings.get(place(scores));
    export(best, whole, kept, folder.resolve("student"));
    Map<String, Prediction> said = labels(split, folder);
    report.accept(Elicited.of(split, scores, said));
    plan.steps().stream()
        .filter(step -> step.step().keepsWeights() && weights.contains(step.key()))
        .forEach(step -> store.release(step.key(), Artifact.WEIGHTS));
  }

  private static List<PlannedStep> trainings(Plan plan) {
    return plan.study().methods().stream()
        .map(Method::name)
        .map(name ->
            new ModelChoice(ModelChoice.Role.STUDENT, Optional.of(name), OptionalLong.empty()))
        .map(choice -> choice.training(plan))
        .toList();
  }

  private static Set<StepKey> weights(List<PlannedStep> trainings, Plan plan) {
    return trainings.stream()
        .flatMap(training -> Exporter.weights(training, plan).stream())
        .collect(Collectors.toSet());
  }

  private static List<Score> scores(Plan plan, Kept kept) {
    List<Score> scores = new ArrayList<>();
    for (StepKey student : plan.runs().getFirst().students()) {
      String method = plan.study().methods().get(scores.size()).name();
      scores.add(Elicited.score(method, kept.predictions(student), Reporting.test(plan, kept)));
    }
    return scores;
  }

  private static int place(List<Score> scores) {
    return scores.stream().map(Score::method).toList().indexOf(Elicited.best(scores));
  }

  // One that lies there is of a run that was killed, perhaps with other settings.
  private void export(PlannedStep best, Plan plan, Kept kept, Path folder) {
    try {
      if (Files.exists(folder)) {
        DurableFiles.deleteTree(folder);
      }
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
    // Written from the CPU's memory, whatever it was trained on.
    Libtorch.start(threads);
    new Exporter(models, kept).write(best, plan, folder);
  }

  private Map<String, Prediction> labels(OwnLabelsSplit split, Path folder) {
    Path output = folder.resolve("labels.jsonl");
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw IoFailure.of(e, output);
    }
    RowReading reading = new RowReading(split.templates(), Optional.of("id"), List.of());
    try (LoadedClassifier student =
        models.loadClassifier("file:" + folder.resolve("student").toAbsolutePath())) {
      predict(
          student,
          new FileJob(
              folder.resolve("rows.jsonl"),
              reading,
              output,
              student.maxTokens(),
              Precision.FLOAT32,
              CHUNK));
    }
    return WeakLabelFile.read(output, split.labels().classes());
  }

  private void predict(LoadedClassifier student, FileJob job) {
    try (StepView view =
            viewOptions.stepViews(command.getOut()).open("labels of all rows", Duration.ZERO);
        Interruption.Listening interrupted = interruption.listen(command.getErr())) {
      new FilePredictor(job, student, (done, all, loss) -> view.at(done, all, ""), interrupted)
          .run();
    }
  }
}
