package dev.w2s.serve.internal;

import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// The lines of a learning curve, thinned out to what a small drawing can show.
final class CurveLines {
  private static final int MOST = 600;

  private CurveLines() {}

  /// At most some hundred of the lines, the first and the last among them; none where the step has
  /// no curve.
  static List<String> of(Path file) {
    try {
      List<String> all = Files.readAllLines(file);
      int every = all.size() / MOST + 1;
      return IntStream.range(0, all.size())
          .filter(i -> i % every == 0 || i == all.size() - 1)
          .mapToObj(all::get)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
