package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {
  @Test
  void fileIsItsBytes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "abc");
    assertThat(Fingerprints.of(new Source.File(file)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void missingFileIsBadInput(@TempDir Path folder) {
    Source source = new Source.File(folder.resolve("a.jsonl"));
    assertThatThrownBy(() -> Fingerprints.of(source)).isInstanceOf(BadInputException.class);
  }

  @Test
  void wordNetDiffersByWhatIsAsked() {
    assertThat(
            Arrays.stream(Source.Relation.values()).map(Source.WordNet::new).map(Fingerprints::of))
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }
}
