package dev.w2s.bench;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.text.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// All that a timed study is made of, beside the weights: the same file is read by every program
/// that is compared.
///
/// @param epochs passes over the rows
/// @param batch rows of an optimiser step
/// @param supervisorLayers layers of the supervisor; the student has all
/// @param learningRate of every step
/// @param clip largest norm of the gradient
/// @param seed of heads and orders
/// @param supervise rows the supervisor learns from
/// @param transfer rows it labels and the student learns from
/// @param test rows all are evaluated on
/// @param superviseBatches indices of rows of each step over all epochs, by length
/// @param transferBatches the same of the transfer rows
record StudyInput(
    int epochs,
    int batch,
    int supervisorLayers,
    double learningRate,
    double clip,
    long seed,
    List<StudyRow> supervise,
    List<StudyRow> transfer,
    List<StudyRow> test,
    List<int[]> superviseBatches,
    List<int[]> transferBatches) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE = "study.json";

  /// The study in a folder.
  static StudyInput read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return JSON.readValue(Files.readAllBytes(file), StudyInput.class);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (JacksonException e) {
      throw new BadInputException(
          Problem.in(file, "is not a timed study: " + e.getOriginalMessage()));
    }
  }

  /// Puts the study into a folder.
  void write(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      Files.write(file, JSON.writeValueAsBytes(this));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// The batches that [dev.w2s.train.Trainer] makes, of all epochs in a row.
  static List<int[]> batches(List<StudyRow> rows, int epochs, int batch, long seed) {
    int[] lengths = rows.stream().mapToInt(row -> row.ids().length).toArray();
    return IntStream.range(0, epochs)
        .mapToObj(epoch -> Batches.forTraining(lengths, batch, seed, epoch))
        .flatMap(List::stream)
        .toList();
  }
}
