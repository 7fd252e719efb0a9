package dev.w2s.store.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.store.Seal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A [Seal] as a file.
public final class SealFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SealFile() {}

  /// The seal of a file; empty where there is none.
  ///
  /// @throws BadInputException where it is damaged
  public static Optional<Seal> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      JsonNode node = JSON.readTree(Files.readString(file));
      return Optional.of(
          new Seal(
              node.required("study").asString(),
              node.required("plan").asString(),
              Instant.parse(node.required("opened").asString())));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    } catch (JacksonException | DateTimeException e) {
      throw new BadInputException(
          Problem.in(
              file, "is damaged, so that nobody can tell for which study final rows were opened"));
    }
  }

  /// Writes a seal; one that is there is replaced.
  public static void write(Path file, Seal seal) {
    String text =
        JSON.createObjectNode()
            .put("study", seal.study())
            .put("plan", seal.plan())
            .put("opened", seal.opened().toString())
            .toString();
    try {
      Files.createDirectories(file.getParent());
      DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
