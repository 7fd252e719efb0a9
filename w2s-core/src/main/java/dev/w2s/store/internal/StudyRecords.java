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
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  /// A record, and when its file was written.
  public record Dated(FileTime time, StudyRecord study) {}

  /// Reads all records, in the order of their names.
  ///
  /// @param folder of all studies
  /// @param known those that were read before, by their files; a file that is as it was is not read
  ///   again
  public static List<StudyRecord> readAll(Path folder, Map<Path, Dated> known) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> studies = Files.list(folder)) {
      return studies
          .map(study -> study.resolve(PLAN))
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> known.compute(file, StudyRecords::dated).study())
          .toList();
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
  }

  private static Dated dated(Path file, @Nullable Dated known) {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      return known != null && known.time().equals(time) ? known : new Dated(time, read(file));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
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
