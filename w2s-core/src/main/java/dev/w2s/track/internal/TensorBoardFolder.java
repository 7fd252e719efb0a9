package dev.w2s.track.internal;

import dev.w2s.file.DurableFiles;
import dev.w2s.problem.IoFailure;
import dev.w2s.track.StepTracker;
import dev.w2s.track.TrackedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A folder that TensorBoard is pointed at: a run for each step that measured something, named by
/// its title, in one event file that is there whole or not at all.
public final class TensorBoardFolder implements StepTracker {
  private final Path folder;

  public TensorBoardFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void track(TrackedStep step) {
    if (step.curve().isEmpty() && step.facts().isEmpty()) {
      return;
    }
    Path run = folder.resolve(run(step.title()));
    Path file =
        run.resolve(
            "events.out.tfevents.%d.%s"
                .formatted(step.finished().getEpochSecond(), step.key().brief()));
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(run);
        DurableFiles.write(file, events(step));
      }
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  // A colon and spaces would be a burden in names of folders.
  private static String run(String title) {
    return title
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^[-.]+|-+$", "");
  }

  private static byte[] events(TrackedStep step) {
    EventFile events = new EventFile(step.finished().minus(step.took()));
    long last = 0;
    for (TrackedStep.Point point : step.curve()) {
      last = point.step();
      events.scalars(step.time(point), point.step(), point.values());
    }
    Map<String, Double> facts = new TreeMap<>();
    step.facts().forEach((name, value) -> facts.put("result/" + name, value));
    events.scalars(step.finished(), last, facts);
    return events.bytes();
  }
}
