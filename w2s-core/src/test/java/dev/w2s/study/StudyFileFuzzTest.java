package dev.w2s.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A study file with bytes changed is a study or a bad input, never anything else.
class StudyFileFuzzTest {
  private static final int MUTANTS = 2000;

  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          ": ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "!!int ",
          "!<",
          "%YAML 9.9\n",
          "---\n",
          "...\n",
          "? ",
          "|\n",
          ">-\n",
          "\"",
          "'",
          "\\",
          "\"\\UFFFFFFFF\"",
          "\"\\ud800\"",
          "#",
          "<<: ",
          "null",
          "~",
          "-1",
          "1e999",
          "0x1F",
          "99999999999999999999",
          "\u0000",
          "\uFEFF",
          "\u2028",
          "\uD83D\uDE00",
          "@",
          "`",
          ",");

  @Test
  void mutantsAreStudiesOrBadInput(@TempDir Path folder) throws IOException {
    Random random = new Random(20260101);
    int good = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutate(Fixtures.FULL.getBytes(StandardCharsets.UTF_8), random);
      Path path = Files.write(folder.resolve("study.yaml"), mutant);
      good += outcome(path, mutant) ? 1 : 0;
    }
    assertThat(good).as("mutants that are studies still").isBetween(1, MUTANTS - 1);
  }

  private static boolean outcome(Path path, byte[] mutant) {
    try {
      assertThat(StudyFile.read(path, Fixtures.BUILT_IN, p -> Fixtures.TASK).study()).isNotNull();
      return true;
    } catch (BadInputException e) {
      assertThat(e.problems())
          .isNotEmpty()
          .allSatisfy(p -> assertThat(p.where()).contains("study.yaml"));
      assertThat(e.problems())
          .allSatisfy(p -> assertThat(p.message()).doesNotContain("null\n", "Exception"));
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("mutant:\n" + new String(mutant, StandardCharsets.UTF_8), e);
    }
  }

  private static byte[] mutate(byte[] text, Random random) {
    byte[] mutant = text;
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      mutant = edit(mutant, random);
    }
    return mutant;
  }

  private static byte[] edit(byte[] text, Random random) {
    int at = random.nextInt(text.length);
    int end = Math.min(text.length, at + random.nextInt(12));
    return switch (random.nextInt(4)) {
      case 0 ->
          splice(
              text,
              at,
              at,
              PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
      case 1 -> splice(text, at, end, new byte[0]);
      case 2 ->
          splice(text, at, Math.min(text.length, at + 1), new byte[] {(byte) random.nextInt(256)});
      default -> splice(text, at, at, Arrays.copyOfRange(text, at, end));
    };
  }

  private static byte[] splice(byte[] text, int from, int to, byte[] piece) {
    byte[] result = new byte[text.length - (to - from) + piece.length];
    System.arraycopy(text, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(text, to, result, from + piece.length, text.length - to);
    return result.length == 0 ? new byte[] {'\n'} : result;
  }
}
