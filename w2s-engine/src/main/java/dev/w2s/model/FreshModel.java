package dev.w2s.model;

import dev.w2s.file.DurableFiles;
import dev.w2s.model.internal.FreshWeights;
import dev.w2s.model.internal.ModelFolder;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model that has learnt nothing yet.
public final class FreshModel {
  private FreshModel() {}

  /// Writes one into a folder that loads as a `file:` model.
  ///
  /// @param folder made where it does not exist
  /// @param config what its config.json says, of any family that is known
  /// @param tokenizer its tokenizer.json
  /// @param seed its weights follow from it: normal with standard deviation 1 / sqrt(width), those
  ///   that write into the residual stream divided by the square root of how many of them there are
  ///   (GPT-2, Radford et al. 2019, section 2.3), biases 0
  /// @throws BadInputException where the configuration or the tokenizer is wrong, or the disk full
  public static void write(Path folder, String config, String tokenizer, long seed) {
    try {
      Files.createDirectories(folder);
      write(folder.resolve("config.json"), config);
      write(folder.resolve("tokenizer.json"), tokenizer);
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    }
    FreshWeights.write(ModelFolder.architecture(folder), folder.resolve("model.safetensors"), seed);
  }

  private static void write(Path file, String text) throws IOException {
    DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
