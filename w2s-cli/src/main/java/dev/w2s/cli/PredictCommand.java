package dev.w2s.cli;

import dev.w2s.data.LabelWriter;
import dev.w2s.data.RowReading;
import dev.w2s.model.LoadedPredictor;
import dev.w2s.model.Models;
import dev.w2s.predict.FileJob;
import dev.w2s.predict.FilePredictor;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.DeviceChoice;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `w2s predict`.
@Command(
    name = "predict",
    description = {
      "Says of every row of a file what a trained model says: a classifier its class, a reward model its score, a decoder the answer that it writes.",
      "What is finished is kept beside the output; the same command goes on from there."
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;
  @Mixin private ViewOptions viewOptions;
  @Mixin private ThreadOptions threadOptions;
  @Mixin private DeviceOptions deviceOptions;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "A folder that w2s export wrote, or a published classifier, reward model or decoder: a folder, or hf:org/name@revision.")
  private String model;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description = "The file: .jsonl, .csv, .tsv (each also .gz or .zst) or .parquet.")
  private Path input;

  @Option(
      names = "--out",
      paramLabel = "OUTPUT",
      required = true,
      description = "The file to write, in any format of the input's.")
  private Path out;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      defaultValue = "text",
      description =
          "The column of the texts, or a template such as '{title}: {body}' (default: ${DEFAULT-VALUE}); given twice for a pair of texts, which a reward model compares.")
  private List<String> texts;

  @Option(
      names = "--id",
      paramLabel = "FIELD",
      description = "The field that names a row (default: the row's number).")
  private @Nullable String id;

  @Option(
      names = "--keep",
      paramLabel = "FIELDS",
      split = ",",
      description = "Fields of the input to hand on, with commas between them.")
  private List<String> keep = List.of();

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Longer texts are truncated (default: as the model was trained).")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--answer-tokens",
      paramLabel = "N",
      description =
          "The longest answer of a model that writes (default: as its files say, else 32).")
  private @Nullable Integer answerTokens;

  @Option(
      names = "--precision",
      paramLabel = "PRECISION",
      defaultValue = "float32",
      description =
          "Of matrix products, float32 or bfloat16, or with device cuda tf32 (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--chunk",
      paramLabel = "ROWS",
      defaultValue = "2048",
      description =
          "Rows that are finished together: what a killed run loses at most (default: ${DEFAULT-VALUE}).")
  private int chunk;

  @Override
  public Integer call() {
    RowReading reading = reading();
    LabelWriter.requireKnown(out);
    Libtorch.start(threadOptions.threads(spec), deviceOptions.device(DeviceChoice.AUTO));
    PrintWriter err = spec.commandLine().getErr();
    try (LoadedPredictor predictor =
        new Models(viewOptions.fetching(err)).loadPredictor(source())) {
      long rows = predict(predictor, job(reading, predictor));
      PrintWriter screen = spec.commandLine().getOut();
      screen.println("%,d rows labelled: %s".formatted(rows, out));
      screen.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private long predict(LoadedPredictor predictor, FileJob job) {
    try (StepView view =
            viewOptions.stepViews(spec.commandLine().getOut()).open("labelling", Duration.ZERO);
        Interruption.Listening interrupted =
            main.interruption().listen(spec.commandLine().getErr())) {
      return new FilePredictor(
              job, predictor, (done, all, loss) -> view.at(done, all, ""), interrupted)
          .run();
    }
  }

  private String source() {
    if (Files.isRegularFile(Path.of(model))) {
      throw new BadInputException(
          Problem.of(
              model
                  + " is a file; a model is a folder, such as w2s export writes of a study's model"));
    }
    return Files.isDirectory(Path.of(model)) ? "file:" + model : model;
  }

  private RowReading reading() {
    try {
      List<String> templates = texts.stream().map(RowReading::template).toList();
      return new RowReading(templates, Optional.ofNullable(id), keep);
    } catch (IllegalArgumentException e) {
      throw bad(e);
    }
  }

  private FileJob job(RowReading reading, LoadedPredictor predictor) {
    int longest = predictor.maxTokens();
    if (maxTokens != null && maxTokens > longest) {
      throw new BadInputException(
          "--max-tokens is %d, but the model reads at most %d".formatted(maxTokens, longest));
    }
    try {
      return new FileJob(
          input,
          reading,
          out,
          maxTokens == null ? longest : maxTokens,
          answerTokens == null ? OptionalInt.empty() : OptionalInt.of(answerTokens),
          precision,
          chunk);
    } catch (IllegalArgumentException e) {
      throw bad(e);
    }
  }

  private CommandLine.ParameterException bad(IllegalArgumentException e) {
    return new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
  }
}
