package dev.w2s.store.internal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.w2s.file.DurableFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.StudyRecord;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The files `studies/<name>/plan.json` of a store.
public final class StudyRecords {
  private static final String PLAN = "plan.json";

  /// A key is written as its digits.
  private abstract static class Digits {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    @SuppressWarnings("UnusedVariable")
    Digits(String hex) {}

    @JsonValue
    abstract String hex();
  }

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addMixIn(StepKey.class, Digits.class)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private StudyRecords() {}

  /// Writes a study's record, unless the same is there already.
  ///
  /// @param folder of all studies
  public static void write(Path folder, StudyRecord study) {
    Path file = folder.resolve(study.name()).resolve(PLAN);
    String text = JSON.writeValueAsString(study);
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        Files.createDirectories(folder.resolve(study.name()));
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  /// Reads all records, in the order of their names.
  ///
  /// @param folder of all studies
  public static List<StudyRecord> readAll(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> studies = Files.list(folder)) {
      return studies
          .map(study -> study.resolve(PLAN))
          .filter(Files::isRegularFile)
          .sorted()
          .map(StudyRecords::read)
          .toList();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static StudyRecord read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), StudyRecord.class);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (JacksonException e) {
      throw new BadInputException(
          Problem.in(file, "this plan of a study is damaged; delete it and run the study again"));
    }
  }
}
