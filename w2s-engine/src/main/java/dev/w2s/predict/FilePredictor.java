package dev.w2s.predict;

import dev.w2s.data.Fingerprints;
import dev.w2s.data.LabelColumns;
import dev.w2s.data.LabelWriter;
import dev.w2s.data.LabelledRow;
import dev.w2s.data.Source;
import dev.w2s.data.TextRow;
import dev.w2s.data.TextRows;
import dev.w2s.model.LoadedClassifier;
import dev.w2s.model.LoadedPredictor;
import dev.w2s.model.LoadedRewardModel;
import dev.w2s.model.LoadedWriter;
import dev.w2s.predict.internal.AnswerLabeller;
import dev.w2s.predict.internal.ClassLabeller;
import dev.w2s.predict.internal.Labeller;
import dev.w2s.predict.internal.Manifest;
import dev.w2s.predict.internal.RewardLabeller;
import dev.w2s.predict.internal.WorkFolder;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.tensor.Libtorch;
import dev.w2s.train.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/// Labels every row of a file, in memory that does not grow with it. Finished rows are kept in a
/// folder beside the output, so that a killed process loses one chunk at most and a later one goes
/// on: the output is the same to the last byte, and appears whole or not at all.
public final class FilePredictor {
  private final FileJob job;
  private final LoadedPredictor model;
  private final Labeller labeller;
  private final LabelColumns columns;
  private final Progress progress;
  private final BooleanSupplier cancelled;

  /// @param model which says what of a row; it stays the caller's
  /// @param progress hears of rows done
  /// @param cancelled asked before each batch
  /// @throws BadInputException where a column of the output would have the name of another, or the
  ///   job asks for what the model does not do
  public FilePredictor(
      FileJob job, LoadedPredictor model, Progress progress, BooleanSupplier cancelled) {
    this.job = job;
    this.model = model;
    this.labeller = labeller(job, model);
    this.progress = progress;
    this.cancelled = cancelled;
    this.columns = columns(job, labeller);
  }

  private static Labeller labeller(FileJob job, LoadedPredictor model) {
    return switch (model) {
      case LoadedClassifier classifier -> {
        requireNoAnswers(job);
        yield new ClassLabeller(classifier, job.maxTokens(), job.precision());
      }
      case LoadedRewardModel reward -> {
        requireNoAnswers(job);
        yield new RewardLabeller(reward, job.compared(), job.maxTokens(), job.precision());
      }
      case LoadedWriter writer -> writing(job, writer);
    };
  }

  private static void requireNoAnswers(FileJob job) {
    if (job.answerTokens().isPresent()) {
      throw new BadInputException("answer-tokens goes with a model that writes, and this does not");
    }
  }

  private static Labeller writing(FileJob job, LoadedWriter writer) {
    if (job.compared()) {
      throw new BadInputException(
          "the model writes what follows a text, and reads one; two text templates were given");
    }
    if (job.maxTokens() != writer.maxTokens()) {
      throw new BadInputException(
          "max-tokens is not for a model that writes: it reads as much as it has positions for; answer-tokens says how long an answer may be");
    }
    int tokens = job.answerTokens().orElse(writer.answerTokens());
    return new AnswerLabeller(writer, tokens, job.precision());
  }

  private static LabelColumns columns(FileJob job, Labeller labeller) {
    try {
      return job.columns(labeller.columns());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  /// Labels the rows that are not labelled yet, and writes the output.
  ///
  /// @return how many rows it has
  /// @throws BadInputException where the input is wrong, the output is there already, or what is
  ///   finished was made of another model, input or reading
  /// @throws dev.w2s.problem.CancelledException where that was asked for; what was finished is kept
  public long run() {
    try (WorkFolder work = WorkFolder.open(job.output())) {
      long rows = begun(work);
      if (!work.isDelivered()) {
        label(work, rows);
        deliver(work, rows);
      }
      work.delete();
      return rows;
    }
  }

  /// Begins the work, or goes on with it.
  private long begun(WorkFolder work) {
    Manifest asked =
        new Manifest(
            model.fingerprint(), Fingerprints.of(new Source.File(job.input())), settings());
    return work.begun(asked, () -> TextRows.check(job.input(), job.reading()));
  }

  /// All that the output depends on beside model and input.
  private String settings() {
    String all =
        String.join(
            ", ",
            "texts " + job.reading().texts(),
            "id " + job.reading().id().orElse("none"),
            "keep " + job.reading().keep(),
            "max-tokens " + job.maxTokens(),
            "precision " + job.precision(),
            "chunk " + job.chunk());
    return labeller instanceof AnswerLabeller answers
        ? all + ", answer-tokens " + answers.answerTokens()
        : all;
  }

  private void label(WorkFolder work, long rows) {
    int finished = work.finished(rows, job.chunk());
    long done = Math.min(rows, (long) finished * job.chunk());
    progress.advanced(done, rows, OptionalDouble.empty());
    Chunks chunks = new Chunks(work, finished, done, rows);
    TextRows.read(job.input(), job.reading(), done, chunks::add);
    chunks.end();
  }

  private void deliver(WorkFolder work, long rows) {
    Path unfinished = work.unfinished();
    try (LabelWriter out = LabelWriter.open(unfinished, columns)) {
      for (int chunk = 0; (long) chunk * job.chunk() < rows; chunk++) {
        work.read(chunk).forEach(out::add);
      }
    }
    work.deliver();
  }

  /// Gathers rows, and labels as many as a chunk has at once.
  private final class Chunks {
    private final WorkFolder work;
    private final long rows;
    private final List<TextRow> open = new ArrayList<>();
    private int next;
    private long done;

    Chunks(WorkFolder work, int next, long done, long rows) {
      this.work = work;
      this.next = next;
      this.done = done;
      this.rows = rows;
    }

    void add(TextRow row) {
      open.add(row);
      if (open.size() == job.chunk()) {
        finish();
      }
    }

    void end() {
      if (!open.isEmpty()) {
        finish();
      }
      if (done != rows) {
        throw new BadInputException(
            Problem.in(job.input(), "changed while it was read: it had %,d rows".formatted(rows)));
      }
    }

    private void finish() {
      List<List<JsonNode>> said =
          labeller.say(
              open, (of, all, loss) -> progress.advanced(done + of, rows, loss), cancelled);
      List<LabelledRow> labelled = new ArrayList<>(open.size());
      for (int i = 0; i < open.size(); i++) {
        labelled.add(new LabelledRow(open.get(i).id(), said.get(i), open.get(i).kept()));
      }
      work.write(next, labelled);
      Libtorch.releaseFreed();
      next++;
      done += open.size();
      open.clear();
    }
  }
}
