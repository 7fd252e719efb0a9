package dev.w2s.store.internal;

import dev.w2s.problem.IoFailure;
import dev.w2s.store.StepBeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The file `progress.jsonl` in the work folder of a step: a line for each time its process showed
/// how far it is. It goes with the folder, at the commit.
public final class BeatFile {
  private static final String NAME = "progress.jsonl";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BeatFile() {}

  /// Begins the file of a step whose work folder is there.
  public static void begin(Path work) throws IOException {
    Files.createDirectories(work);
    Files.write(work.resolve(NAME), new byte[0]);
  }

  /// Adds a line. Where the step was committed meanwhile there is no file any more, and none is
  /// made.
  public static void append(Path work, StepBeat beat) throws IOException {
    byte[] line = (JSON.writeValueAsString(beat) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(work.resolve(NAME), line, StandardOpenOption.APPEND);
    } catch (NoSuchFileException committed) {
      return;
    }
  }

  /// The lines after those that are known. A line that is half written is left for later.
  public static List<StepBeat> read(Path work, int from) {
    Path file = work.resolve(NAME);
    List<StepBeat> beats = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(Math.min(from, lines.size()), lines.size())) {
        beats.add(JSON.readValue(line, StepBeat.class));
      }
    } catch (NoSuchFileException committed) {
      return List.of();
    } catch (JacksonException half) {
      return beats;
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
    return beats;
  }
}
