package dev.w2s.model;

import dev.w2s.study.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Small random decoders whose tokens are the words `w0`, `w1` and so on.
public final class WordModel {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private WordModel() {}

  /// A golden model of a family.
  ///
  /// @param end the token that its texts end with, and another that it lacks
  /// @param folder where its files are put together
  public static LoadedModel load(String family, int end, Path folder) {
    return load(family, end, "", folder);
  }

  /// The same with special tokens.
  ///
  /// @param more of tokenizer.json, ended by a comma
  public static LoadedModel load(String family, int end, String more, Path folder) {
    try {
      return load(
          GOLDEN.resolve(family), end, more, Files.createDirectories(folder.resolve(family)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoadedModel load(Path golden, int end, String more, Path folder)
      throws IOException {
    String config = Files.readString(golden.resolve("config.json"));
    Files.writeString(
        folder.resolve("config.json"),
        config.replaceAll(
            "\"eos_token_id\": [^,]*", "\"eos_token_id\": [%d, 50256]".formatted(end)));
    Files.write(
        folder.resolve("model.safetensors"),
        Files.readAllBytes(golden.resolve("model.safetensors")));
    String words =
        IntStream.range(0, vocabulary(config))
            .mapToObj(i -> "\"w%d\": %d".formatted(i, i))
            .collect(Collectors.joining(", "));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", %s "pre_tokenizer": {"type": "WhitespaceSplit"},
         "model": {"type": "WordLevel", "unk_token": "w0", "vocab": {%s}}}
        """
            .formatted(more, words));
    return new Models(folder.resolve("cache"), Fetching.SILENT)
        .loadLanguageModel(new ModelSpec("file:" + folder, OptionalInt.empty()));
  }

  private static int vocabulary(String config) {
    Matcher size = Pattern.compile("\"vocab_size\": (\\d+)").matcher(config);
    if (!size.find()) {
      throw new IllegalStateException("no vocab_size in " + config);
    }
    return Integer.parseInt(size.group(1));
  }
}
