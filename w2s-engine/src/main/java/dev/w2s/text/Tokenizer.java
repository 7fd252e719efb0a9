package dev.w2s.text;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.text.internal.TokenizerJson;
import dev.w2s.text.internal.WordPiece;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Texts to token ids, as the pretrained model expects them. Holds native memory until closed.
/// Threads may share one.
///
/// The native library is called directly: the Java layer above it would report each start to its
/// makers and look for a deep learning engine.
public final class Tokenizer implements AutoCloseable {
  /// Rows that are tokenized by one native call.
  private static final int ROWS = 1024;

  private static final int NO_HANDLE = 0;

  /// What some tokenizers put before a text.
  private static final String BLANK = "\u2581";

  /// Special tokens are told from those of a text by one that has some.
  private static final String ANY_TEXT = "a";

  private final int vocabulary;
  private long handle;

  private Tokenizer(long handle, int vocabulary) {
    this.handle = handle;
    this.vocabulary = vocabulary;
  }

  /// Reads a tokenizer whose tokens are taken as they come.
  ///
  /// @param file as in the other
  public static Tokenizer open(Path file) {
    return open(file, Integer.MAX_VALUE);
  }

  /// Reads a tokenizer.
  ///
  /// @param file `tokenizer.json`, or `vocab.txt` with one WordPiece token a line, beside which
  ///   `tokenizer_config.json` may say whether to lower the case
  /// @param vocabulary tokens that the model has embeddings for; no other is ever given
  public static Tokenizer open(Path file, int vocabulary) {
    String json =
        file.getFileName().toString().endsWith(".txt") ? WordPiece.json(file) : text(file);
    return ofJson(TokenizerJson.checked(json, file), file, vocabulary);
  }

  private static Tokenizer ofJson(String json, Path file, int vocabulary) {
    // Where the library has no binary for this platform in its jar it would download one.
    System.setProperty("ai.djl.offline", "true");
    try {
      LibUtils.checkStatus();
      return new Tokenizer(TokenizersLibrary.LIB.createTokenizerFromString(json), vocabulary);
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
      addEncoded(rows.subList(start, end), maxTokens, encoded);
      start = end;
    }
    return encoded;
  }

  /// Encodes single texts, with the model's special tokens. What is too long is cut at its start,
  /// as the last words of a dialogue matter most; no row is dropped.
  ///
  /// @param texts one for each row
  /// @param maxTokens the longest a row may become
  public synchronized List<EncodedText> encodeEnds(List<String> texts, int maxTokens) {
    requireOpen();
    TokenizersLibrary.LIB.disablePadding(handle);
    TokenizersLibrary.LIB.disableTruncation(handle);
    List<EncodedText> encoded = new ArrayList<>(texts.size());
    for (int start = 0; start < texts.size(); start += ROWS) {
      List<String> run = texts.subList(start, Math.min(texts.size(), start + ROWS));
      for (long encoding : encodings(run.stream().map(List::of).toList(), true)) {
        long[] special = TokenizersLibrary.LIB.getSpecialTokenMask(encoding);
        encoded.add(end(taken(encoding), special, maxTokens));
      }
    }
    return encoded;
  }

  /// Encodes single texts as beginnings that something may follow: with the special tokens that
  /// come before texts, without those that come behind. Nothing is cut; a text may have no tokens.
  public synchronized List<int[]> starts(List<String> texts) {
    requireOpen();
    TokenizersLibrary.LIB.disablePadding(handle);
    TokenizersLibrary.LIB.disableTruncation(handle);
    int specials = specialsBefore();
    List<int[]> starts = new ArrayList<>(texts.size());
    for (int start = 0; start < texts.size(); start += ROWS) {
      List<String> run = texts.subList(start, Math.min(texts.size(), start + ROWS));
      for (long encoding : encodings(run.stream().map(List::of).toList(), true)) {
        starts.add(start(encoding, specials));
      }
    }
    return starts;
  }

  /// @param specials tokens that come before every text: of an empty one, all are special
  private int[] start(long encoding, int specials) {
    try {
      long[] special = TokenizersLibrary.LIB.getSpecialTokenMask(encoding);
      int[] ids = checkedIds(TokenizersLibrary.LIB.getTokenIds(encoding));
      int before = Math.min(specials, leading(special));
      int end = ids.length;
      while (end > before && special[end - 1] == 1) {
        end--;
      }
      return Arrays.copyOf(ids, end);
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  /// How many special tokens come before every text.
  public synchronized int specialsBefore() {
    requireOpen();
    long encoding = encodings(List.of(List.of(ANY_TEXT)), true)[0];
    try {
      return leading(TokenizersLibrary.LIB.getSpecialTokenMask(encoding));
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  private static int leading(long[] special) {
    int first = 0;
    while (first < special.length && special[first] == 1) {
      first++;
    }
    return first;
  }

  /// The text that tokens stand for, without special tokens.
  public synchronized String text(int[] ids) {
    requireOpen();
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return TokenizersLibrary.LIB.decode(handle, wide, true);
  }

  /// The special token that a text is, which [#text] passes over wherever it stands; empty where
  /// the text is another.
  ///
  /// @throws BadInputException where a special token is one of several
  public synchronized OptionalInt special(String text) {
    int[] ids = plain(text);
    boolean any = Arrays.stream(ids).anyMatch(this::isSpecial);
    if (any && ids.length > 1) {
      throw new BadInputException(
          "'%s' holds a special token of the model beside other text; it is known only alone"
              .formatted(text.strip()));
    }
    return any ? OptionalInt.of(ids[0]) : OptionalInt.empty();
  }

  private boolean isSpecial(int id) {
    return text(new int[] {id}).isEmpty()
        && !TokenizersLibrary.LIB.decode(handle, new long[] {id}, false).isEmpty();
  }

  /// A row without as many of its first tokens as it is too long by; special tokens stay.
  private static EncodedText end(EncodedText row, long[] special, int maxTokens) {
    int surplus = row.length() - maxTokens;
    if (surplus <= 0) {
      return row;
    }
    int first = leading(special);
    int[] ids = new int[maxTokens];
    byte[] segments = new byte[maxTokens];
    for (int t = 0; t < maxTokens; t++) {
      int from = t < first ? t : t + surplus;
      ids[t] = row.ids()[from];
      segments[t] = row.segments()[from];
    }
    return new EncodedText(ids, segments);
  }

  /// The tokens of a text alone, without the model's special tokens and without the blank that some
  /// tokenizers put before a text as a token of its own.
  public synchronized int[] plain(String text) {
    requireOpen();
    TokenizersLibrary.LIB.disablePadding(handle);
    TokenizersLibrary.LIB.disableTruncation(handle);
    long encoding = encodings(List.of(List.of(text)), false)[0];
    try {
      String[] pieces = TokenizersLibrary.LIB.getTokens(encoding);
      int[] ids = checkedIds(TokenizersLibrary.LIB.getTokenIds(encoding));
      boolean blank = pieces.length > 1 && pieces[0].equals(BLANK);
      return blank ? Arrays.copyOfRange(ids, 1, ids.length) : ids;
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
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

  private void addEncoded(List<List<String>> rows, int maxTokens, List<EncodedText> encoded) {
    for (long encoding : encodings(rows, true)) {
      EncodedText text = taken(encoding);
      if (text.length() > maxTokens) {
        throw new BadInputException(
            "the model's tokenizer makes rows of %d tokens where at most %d are wanted; its special tokens leave no room for a text"
                .formatted(text.length(), maxTokens));
      }
      encoded.add(text);
    }
  }

  private long[] encodings(List<List<String>> rows, boolean special) {
    String[] first = column(rows, 0);
    try {
      return rows.getFirst().size() == 1
          ? TokenizersLibrary.LIB.batchEncode(handle, first, special)
          : TokenizersLibrary.LIB.batchEncodePair(handle, first, column(rows, 1), special);
    } catch (RuntimeException e) {
      throw new BadInputException(
          "the model's tokenizer cannot encode the texts: " + e.getMessage());
    }
  }

  private EncodedText taken(long encoding) {
    try {
      return encodedText(
          checkedIds(TokenizersLibrary.LIB.getTokenIds(encoding)),
          TokenizersLibrary.LIB.getTypeIds(encoding));
    } finally {
      TokenizersLibrary.LIB.deleteEncoding(encoding);
    }
  }

  /// A text without tokens, which tokenizers without special tokens make of an empty one, stands as
  /// token 0 alone: no row is dropped.
  private static EncodedText encodedText(int[] ids, long[] types) {
    if (ids.length == 0) {
      return new EncodedText(new int[1], new byte[1]);
    }
    byte[] segments = new byte[ids.length];
    for (int t = 0; t < ids.length; t++) {
      if (types[t] != 0 && types[t] != 1) {
        throw new BadInputException(
            "the model's tokenizer gives the segment %d; 0 and 1 are known".formatted(types[t]));
      }
      segments[t] = (byte) types[t];
    }
    return new EncodedText(ids, segments);
  }

  /// Also of tokens that the file does not number, such as added ones that its vocabulary lacks.
  private int[] checkedIds(long[] tokens) {
    int[] ids = new int[tokens.length];
    for (int t = 0; t < ids.length; t++) {
      if (tokens[t] < 0 || tokens[t] >= vocabulary) {
        throw new BadInputException(
            "the model's tokenizer gives the token id %d, but the model has embeddings for %d tokens"
                .formatted(tokens[t], vocabulary));
      }
      ids[t] = (int) tokens[t];
    }
    return ids;
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
