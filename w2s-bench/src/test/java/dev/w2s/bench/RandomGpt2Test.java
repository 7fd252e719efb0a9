package dev.w2s.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.model.Fetching;
import dev.w2s.model.Models;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomGpt2Test {
  @TempDir private Path folder;

  @Test
  void isAModelOfThoseSizes() {
    new RandomGpt2(50, 32, 16, 3, 2).write(folder, 0);

    ModelFacts facts =
        new Models(Fetching.SILENT).facts(new ModelSpec("file:" + folder, OptionalInt.empty()));

    assertThat(facts.family()).isEqualTo("gpt2");
    assertThat(facts.layers()).isEqualTo(3);
    assertThat(facts.hidden()).isEqualTo(16);
    // A layer: two norms, and matrices of 3 + 1 + 4 + 4 times the width squared with their biases.
    assertThat(facts.bodyParameters()).isEqualTo(3 * (4 * 16 + 12 * 256 + 9 * 16) + 2 * 16);
  }
}
