package dev.w2s.text;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.text.internal.WordPiece;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Texts to token ids, as the pretrained model expects them. Holds native memory until closed.
/// Threads may share one.
///
/// The native library is called directly: the Java layer above it would report each start to its
/// makers and look for a deep learning engine.
public final class Tokenizer implements AutoCloseable {
  /// Rows that are tokenized by one native call.
  private static final int ROWS = 1024;

  private static final int NO_HANDLE = 0;

  private long handle;

  private Tokenizer(long handle) {
    this.handle = handle;
  }

  /// Reads a tokenizer.
  ///
  /// @param file `tokenizer.json`, or `vocab.txt` with one WordPiece token a line, beside which
  ///   `tokenizer_config.json` may say whether to lower the case
  public static Tokenizer open(Path file) {
    String json =
        file.getFileName().toString().endsWith(".txt") ? WordPiece.json(file) : text(file);
    return ofJson(json, file);
  }

  private static Tokenizer ofJson(String json, Path file) {
    // Where the library has no binary for this platform in its jar it would download one.
    System.setProperty("ai.djl.offline", "true");
    try {
      LibUtils.checkStatus();
      return new Tokenizer(TokenizersLibrary.LIB.createTokenizerFromString(json));
    } catch (RuntimeException e) {
      throw new BadInputException(Problem.in(file, "not a tokenizer: " + e.getMessage()));
    } catch (LinkageError e) {
      throw new FailedException(
          "the tokenizers library does not run on this platform: " + e.getMessage(), e);
    }
  }

  /// Encodes rows of one or two texts each, with the model's special tokens. What is too long is
  /// cut at its end, of a pair always the longer text; no row is dropped.
  ///
  /// @param rows one or two texts each
  /// @param maxTokens the longest a row may become
  public synchronized List<EncodedText> encode(List<List<String>> rows, int maxTokens) {
    requireOpen();
    TokenizersLibrary.LIB.disablePadding(handle);
    TokenizersLibrary.LIB.setTruncation(handle, maxTokens, "LONGEST_FIRST", 0);
    List<EncodedText> encoded = new ArrayList<>(rows.size());
    for (int start = 0; start < rows.size(); ) {
      int end = endOfRun(rows, start);
      addEncoded(rows.subList(start, end), encoded);
      start = end;
    }
    return encoded;
  }

  /// The tokens of a text alone, without the model's special tokens and without the blanks that
  /// some tokenizers put before a text as a token of its own.
  public synchronized int[] plain(String text) {
    requireOpen();
    TokenizersLibrary.LIB.disableTruncation(handle);
    long[] tokens = plainTokens(wellFormed(text));
    int first = 0;
    while (first < tokens.length - 1 && isBlank(tokens[first])) {
      first++;
    }
    return Arrays.stream(tokens, first, tokens.length).mapToInt(Math::toIntExact).toArray();
  }

  private long[] plainTokens(String text) {
    long encoding = TokenizersLibrary.LIB.encode(handle, text, false);
    try {
      return TokenizersLibrary.LIB.getTokenIds(encoding);
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  private boolean isBlank(long token) {
    return TokenizersLibrary.LIB.decode(handle, new long[] {token}, false).isBlank();
  }

  /// The end of the rows from `start` that have as many texts as the first of them.
  private static int endOfRun(List<List<String>> rows, int start) {
    int texts = rows.get(start).size();
    if (texts < 1 || texts > 2) {
      throw new IllegalArgumentException("a row has 1 or 2 texts but this has " + texts);
    }
    int end = start;
    while (end < rows.size() && end - start < ROWS && rows.get(end).size() == texts) {
      end++;
    }
    return end;
  }

  private void addEncoded(List<List<String>> rows, List<EncodedText> encoded) {
    for (long encoding : encodings(rows)) {
      encoded.add(taken(encoding));
    }
  }

  private long[] encodings(List<List<String>> rows) {
    String[] first = column(rows, 0);
    try {
      return rows.getFirst().size() == 1
          ? TokenizersLibrary.LIB.batchEncode(handle, first, true)
          : TokenizersLibrary.LIB.batchEncodePair(handle, first, column(rows, 1), true);
    } catch (RuntimeException e) {
      throw new BadInputException(
          "the model's tokenizer cannot encode the texts: " + e.getMessage());
    }
  }

  private static EncodedText taken(long encoding) {
    try {
      return encodedText(
          TokenizersLibrary.LIB.getTokenIds(encoding), TokenizersLibrary.LIB.getTypeIds(encoding));
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  /// A text without tokens, which tokenizers without special tokens make of an empty one, stands as
  /// token 0 alone: no row is dropped.
  private static EncodedText encodedText(long[] tokens, long[] types) {
    if (tokens.length == 0) {
      return new EncodedText(new int[1], new byte[1]);
    }
    int[] ids = new int[tokens.length];
    byte[] segments = new byte[tokens.length];
    for (int t = 0; t < ids.length; t++) {
      ids[t] = Math.toIntExact(tokens[t]);
      segments[t] = (byte) types[t];
    }
    return new EncodedText(ids, segments);
  }

  private static String[] column(List<List<String>> rows, int text) {
    return rows.stream().map(row -> wellFormed(row.get(text))).toArray(String[]::new);
  }

  /// Half of a surrogate pair is no character, and ends a native call with an error.
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int[] points =
            text.codePoints().map(p -> p >= 0xD800 && p <= 0xDFFF ? 0xFFFD : p).toArray();
        return new String(points, 0, points.length);
      }
    }
    return text;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new BadInputException(Problem.in(file, "not UTF-8 text; a tokenizer.json is"));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private void requireOpen() {
    if (handle == NO_HANDLE) {
      throw new IllegalStateException("the tokenizer is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (handle != NO_HANDLE) {
      TokenizersLibrary.LIB.deleteTokenizer(handle);
      handle = NO_HANDLE;
    }
  }
}
