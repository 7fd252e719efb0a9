package dev.w2s.bench;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// How many tokens texts have.
final class TextLengths {
  /// Logarithms of the lengths of SciQ's questions with support and answer, in tokens of GPT-2
  /// (3,000 rows; their quantiles at 5, 25, 50, 75, 95 % are 16, 42, 77, 127, 310): normal with
  /// this mean and deviation, near enough.
  private static final double LOG_MEAN = 4.30;

  private static final double LOG_DEVIATION = .85;
  private static final int SHORTEST = 8;

  private TextLengths() {}

  /// Lengths drawn from that log-normal distribution.
  ///
  /// @param longest longer ones are cut to it
  static int[] drawn(int count, int longest, SplittableRandom random) {
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      double drawn = Math.exp(LOG_MEAN + LOG_DEVIATION * random.nextGaussian());
      lengths[i] = Math.clamp(Math.round(drawn), SHORTEST, longest);
    }
    return lengths;
  }

  /// Lengths picked from a file that has one a line.
  ///
  /// @param longest longer ones are cut to it
  static int[] picked(Path file, int count, int longest, SplittableRandom random) {
    int[] known = read(file);
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = Math.min(known[random.nextInt(known.length)], longest);
    }
    return lengths;
  }

  private static int[] read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      int[] lengths = new int[lines.size()];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = length(file, i + 1, lines.get(i).strip());
      }
      if (lengths.length == 0) {
        throw new BadInputException(Problem.in(file, "is empty; it needs one length a line"));
      }
      return lengths;
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static int length(Path file, int line, String text) {
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new BadInputException(
          Problem.in(file, "line " + line + " must be a number of tokens but is '" + text + "'"));
    }
    return Integer.parseInt(text);
  }
}
