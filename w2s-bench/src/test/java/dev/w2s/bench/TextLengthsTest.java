package dev.w2s.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLengthsTest {
  @TempDir private Path folder;

  /// What was counted in SciQ.
  @ParameterizedTest
  @CsvSource({"25, 42", "50, 77", "75, 127", "95, 310"})
  void drawnLengthsAreLikeThoseCounted(int percent, int counted) {
    int[] lengths = TextLengths.drawn(20_000, 1024, new SplittableRandom(0));

    Arrays.sort(lengths);
    assertThat((double) lengths[lengths.length * percent / 100])
        .isCloseTo(counted, within(.08 * counted));
  }

  @Test
  void lengthsOfAFileAreCut() throws IOException {
    Path file = Files.writeString(folder.resolve("lengths.txt"), "3\n5\n700\n");

    assertThat(TextLengths.picked(file, 100, 64, new SplittableRandom(0))).containsOnly(3, 5, 64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3\nfour\n", "0\n", "3\n\n5\n"})
  void otherThanLengthsIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("lengths.txt"), text);

    assertThatThrownBy(() -> TextLengths.picked(file, 1, 64, new SplittableRandom(0)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("lengths.txt");
  }
}
