package dev.w2s.store.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.StepResult;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The file `result.json` of a result.
public final class ResultFile {
  public static final String NAME = "result.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultFile() {}

  private record Content(Map<String, Double> facts, Map<String, String> provenance) {}

  /// Writes it into a folder.
  public static void write(Path folder, Map<String, Double> facts, Map<String, String> provenance)
      throws IOException {
    Files.writeString(
        folder.resolve(NAME),
        JSON.writeValueAsString(new Content(new TreeMap<>(facts), new TreeMap<>(provenance))));
  }

  /// Reads the result that lies in a folder.
  public static StepResult read(StepKey key, Path folder) {
    Path file = folder.resolve(NAME);
    try {
      Content content = JSON.readValue(Files.readString(file), Content.class);
      return new StepResult(key, folder, content.facts(), content.provenance());
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (JacksonException e) {
      throw new BadInputException(
          Problem.in(
              file, "this result is damaged; delete the folder " + folder + " and run again"));
    }
  }
}
