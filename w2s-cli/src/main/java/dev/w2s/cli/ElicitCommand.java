package dev.w2s.cli;

import dev.w2s.data.ExampleReader;
import dev.w2s.data.Examples;
import dev.w2s.data.OwnLabels;
import dev.w2s.data.OwnLabelsSplit;
import dev.w2s.data.Prediction;
import dev.w2s.data.WeakLabelFile;
import dev.w2s.finding.Elicited;
import dev.w2s.label.LabelCombinations;
import dev.w2s.model.Models;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.report.ElicitReport;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.Methods;
import dev.w2s.study.Study;
import dev.w2s.study.Tuning;
import dev.w2s.tensor.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s elicit`.
@Command(
    name = "elicit",
    description = {
      "Trains a student on labels of your own, by several methods, and picks the best of them.",
      "Writes the student, its labels of all rows, and the rows where it and your labels differ.",
      "What is in the store is not computed again; the same command goes on where it was."
    })
final class ElicitCommand implements Callable<Integer> {
  /// How several workers' votes become labels.
  private enum VoteKind {
    MAJORITY,
    DAWID_SKENE;

    private LabelCombination combination() {
      return switch (this) {
        case MAJORITY -> new LabelCombination.MajorityVote();
        case DAWID_SKENE -> LabelCombination.DawidSkene.DEFAULT;
      };
    }
  }

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private TaskOptions taskOptions;
  @Mixin private OwnRowsOptions ownRows;
  @Mixin private StoreOptions storeOptions;
  @Mixin private ViewOptions viewOptions;
  @Mixin private ThreadOptions threadOptions;
  @Mixin private DeviceOptions deviceOptions;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "The texts and classes: a task of w2s tasks, or a task file; or --rows. Its own labels are not looked at.")
  private @Nullable String task;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      required = true,
      description =
          "Your labels: rows of id and label or probabilities; with --votes, a file of votes.")
  private Path labels;

  @Option(
      names = "--votes",
      paramLabel = "KIND",
      description = "The labels are votes, to be made one: majority or dawid_skene.")
  private @Nullable VoteKind votes;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "Right classes of some rows, as rows of id and label: half picks the method, half tells how good it is.")
  private @Nullable Path truth;

  @Option(
      names = "--student",
      paramLabel = "MODEL",
      required = true,
      description = "The pretrained model.")
  private String student;

  @Option(
      names = "--methods",
      paramLabel = "METHODS",
      split = ",",
      defaultValue = "naive,confidence,logistic-filter,logistic-relabel,noisy-channel",
      description = "Names of w2s methods, with commas (default: ${DEFAULT-VALUE}).")
  private List<String> methods;

  @Option(
      names = "--train-rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Students learn from at most so many rows (default: ${DEFAULT-VALUE}).")
  private int trainRows;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "2",
      description = "Passes over the rows (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "Longer texts are truncated (default: ${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(names = "--probe", description = "Trains a head alone, not all weights: fast.")
  private boolean probe;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where all is written; it must hold no finished elicit.json.")
  private Path out;

  @Override
  public Integer call() {
    int threads = threadOptions.threads(spec);
    requireUnfinished();
    PrintWriter err = spec.commandLine().getErr();
    OwnLabelsSplit split = split();
    Path folder = made();
    split.write(folder);
    Study study = study(split, folder);
    Models models = new Models(viewOptions.fetching(err));
    Device device = deviceOptions.device(DeviceChoice.AUTO);
    Elicitation elicitation =
        new Elicitation(
            spec.commandLine(),
            main.interruption(),
            viewOptions,
            models,
            storeOptions.open(),
            threads,
            device);
    elicitation.run(split, study, folder, found -> report(found, folder));
    return CommandLine.ExitCode.OK;
  }

  private void report(Elicited found, Path folder) {
    ElicitReport.write(found, folder);
    PrintWriter screen = spec.commandLine().getOut();
    screen.println();
    ElicitReport.words(found).forEach(screen::println);
    screen.println();
    screen.println("student: " + folder.resolve("student"));
    screen.println("its labels of all rows: " + folder.resolve("labels.jsonl"));
    screen.println("where they differ from yours: " + folder.resolve("review.jsonl"));
    screen.flush();
  }

  private OwnLabelsSplit split() {
    Examples examples = examples();
    List<String> classes = examples.classes();
    Map<String, Prediction> right = truth == null ? Map.of() : WeakLabelFile.read(truth, classes);
    OwnLabels joined =
        OwnLabels.join(examples, labels, said(classes), truth == null ? labels : truth, right);
    return OwnLabelsSplit.of(joined, trainRows);
  }

  private Examples examples() {
    if (ownRows.given() == (task != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the texts are those of --task or of --rows: name one of the two");
    }
    if (task == null) {
      return ownRows.examples(votes == null ? labelFiles() : List.of());
    }
    Examples examples =
        ExampleReader.read(taskOptions.find(task, viewOptions.hub(spec.commandLine().getErr())));
    if (examples.comparisons()) {
      throw new BadInputException(
          "task " + task + " has comparisons; labels of one's own are of single rows");
    }
    return examples;
  }

  private List<Path> labelFiles() {
    return truth == null ? List.of(labels) : List.of(labels, truth);
  }

  private Map<String, Prediction> said(List<String> classes) {
    return votes == null
        ? WeakLabelFile.read(labels, classes)
        : LabelCombinations.read(labels, classes, votes.combination());
  }

  private Study study(OwnLabelsSplit split, Path folder) {
    try {
      return Study.builder("elicit", split.task(folder))
          .rows(split.studyRows())
          .weakLabels(folder.resolve("weak.jsonl"))
          .strong(student)
          .methods(methods.stream().map(Methods::named).toList())
          .training(recipe ->
              recipe
                  .epochs(epochs)
                  .maxTokens(maxTokens)
                  .tuning(
                      probe
                          ? new Tuning.Probe(new Tuning.Solver.Lbfgs(1e-3, 200))
                          : new Tuning.Full()))
          .seeds(1)
          .build();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void requireUnfinished() {
    if (trainRows < 2) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--train-rows must be at least 2 but was " + trainRows);
    }
    if (Files.exists(out.resolve("elicit.json"))) {
      throw new BadInputException(
          Problem.in(out, "holds a finished elicit.json; name another folder, or delete it"));
    }
  }

  private Path made() {
    try {
      return Files.createDirectories(out);
    } catch (IOException e) {
      throw IoFailure.of(e, out);
    }
  }
}
