package dev.w2s.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A small random model of a family as a folder, with a tokenizer that knows no word.
public final class GoldenFolder {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private GoldenFolder() {}

  /// Puts it together where it is not there yet.
  ///
  /// @param family the folder of the golden files
  /// @param under where a folder of that name appears
  public static Path of(String family, Path under) throws IOException {
    Path copy = under.resolve(family);
    if (!Files.exists(copy)) {
      Files.createDirectories(copy);
      for (String name : List.of("config.json", "model.safetensors")) {
        Files.copy(GOLDEN.resolve(family).resolve(name), copy.resolve(name));
      }
      Files.writeString(copy.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n");
    }
    return copy;
  }
}
