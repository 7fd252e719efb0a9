package dev.w2s.pretrain;

import dev.w2s.file.DurableFiles;
import dev.w2s.file.FolderLock;
import dev.w2s.model.FreshModel;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.pretrain.internal.ChessLanguage;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.train.LanguageTrainer;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passage;
import dev.w2s.train.Progress;
import dev.w2s.train.RowBatches;
import dev.w2s.train.Telling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// Trains decoders on chess games from fresh weights. A model's folder appears whole or not at all;
/// what is on its way lies beside it, and a killed training goes on from its checkpoint, to the
/// same bits.
///
/// @param models loads what was written
/// @param learnt games that are learnt
/// @param heldOut games that are not
/// @param how they are trained
/// @param cancelled asked before each micro-batch
public record Pretrainer(
    Models models,
    ChessGames learnt,
    ChessGames heldOut,
    Pretraining how,
    BooleanSupplier cancelled) {
  private static final Duration CHECKPOINT = Duration.ofSeconds(60);

  /// Whether a size is trained already.
  public static boolean isDone(DecoderSize size, Path out) {
    return Files.isDirectory(folder(size, out));
  }

  /// Where the model of a size lies.
  public static Path folder(DecoderSize size, Path out) {
    return out.resolve("chess-" + size.label());
  }

  /// Trains a size, or goes on with it.
  ///
  /// @param out where its folder is to appear
  /// @param progress hears of passages
  /// @throws dev.w2s.problem.BadInputException where the disk is full or read-only, or another
  ///   process trains this size there
  /// @throws dev.w2s.problem.FailedException where the training diverges
  /// @throws dev.w2s.problem.CancelledException where that was asked for
  public void train(DecoderSize size, Path out, Progress progress) {
    Path work = out.resolve(".chess-" + size.label());
    try (FolderLock lock = taken(work)) {
      // Another process may have been done with it while this one read the games.
      if (!isDone(size, out)) {
        trained(size, work, progress);
        DurableFiles.move(work.resolve("trained"), folder(size, out));
      }
      lock.delete();
    } catch (IOException e) {
      throw IoFailure.of(e, work);
    }
  }

  private static FolderLock taken(Path work) throws IOException {
    return FolderLock.take(work)
        .orElseThrow(() ->
            new BadInputException(
                Problem.in(
                    work, "another process works on it; wait for it, or name another --out")));
  }

  private void trained(DecoderSize size, Path work, Progress progress) {
    Path fresh = work.resolve("fresh");
    FreshModel.write(fresh, ChessLanguage.config(size), ChessLanguage.tokenizer(), how.seed());
    try (LoadedModel model = loaded(fresh)) {
      LanguageTraining training = how.of(size, learnt.all());
      new LanguageTrainer(
              training,
              progress,
              cancelled,
              Optional.of(work.resolve("checkpoint")),
              CHECKPOINT,
              RowBatches.standardTokens())
          .train((LanguageModel) model.body());
      model.save(work.resolve("trained"));
    }
  }

  /// How well a trained size tells games it has not seen.
  public Pretrained measure(DecoderSize size, Path out) {
    try (LoadedModel model = loaded(folder(size, out))) {
      return new Pretrained(
          model.facts().parameters(),
          telling(model, heldOut.whole()),
          telling(model, heldOut.positions()));
    }
  }

  private Telling telling(LoadedModel model, List<Passage> passages) {
    return Telling.of(
        (LanguageModel) model.body(), passages, Precision.FLOAT32, Progress.NONE, cancelled);
  }

  private LoadedModel loaded(Path folder) {
    return models.loadLanguageModel(
        new ModelSpec("file:" + folder.toAbsolutePath(), OptionalInt.empty()));
  }
}
