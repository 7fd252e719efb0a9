package dev.w2s.data.internal;

import dev.w2s.data.Source;
import dev.w2s.data.internal.WordNet.Synset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Questions made from WordNet's nouns. Names of single things are left out, each word asks once,
/// for its foremost meaning, and no definition is used twice. What would give an answer away is
/// left out: a definition that names a category or its own word, a word that holds the name of its
/// kind. Whatever is offered as wrong is right for another record of the same source, so that it
/// gives nothing away by itself.
final class WordNetRecords {
  /// Grows when other records come out.
  static final int VERSION = 1;

  private static final Path FILE = Path.of("wordnet-3.1");
  private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
  private static final int TRIES = 50;

  private final WordNet wordNet;
  private final Consumer<SourceRecord> action;
  private long row;

  private WordNetRecords(WordNet wordNet, Consumer<SourceRecord> action) {
    this.wordNet = wordNet;
    this.action = action;
  }

  static void read(Source.Relation relation, Consumer<SourceRecord> action) {
    WordNetRecords records = new WordNetRecords(WordNet.load(), action);
    switch (relation) {
      case CATEGORY -> records.categories();
      case GLOSS -> records.glosses();
      case IS_A -> records.kinds();
    }
  }

  private void categories() {
    Set<String> names = wordNet.synsets().map(Synset::category).collect(Collectors.toSet());
    List<Synset> asked = asked(s -> !s.category().equals("Tops") && !names(s.definition(), names));
    for (Synset synset : asked) {
      Predicate<Synset> wrong = other -> !other.category().equals(synset.category());
      draw(synset, asked, wrong)
          .ifPresent(other -> emit(synset, f -> f.put("other", other.category())));
    }
  }

  private void glosses() {
    List<Synset> asked = asked(s -> !s.word().isEmpty() && !names(s.definition(), s.word()));
    Map<String, List<Synset>> families = groups(asked, s -> s.kinds().getFirst());
    for (Synset synset : asked) {
      Predicate<Synset> wrong =
          other -> !other.equals(synset) && !names(other.definition(), synset.word());
      draw(synset, families.getOrDefault(synset.kinds().getFirst(), List.of()), wrong)
          .ifPresent(other -> emit(synset, f -> f.put("other", other.definition())));
    }
  }

  private void kinds() {
    List<Synset> asked =
        asked(s -> !s.word().isEmpty() && !kind(s).isEmpty() && apart(s.word(), kind(s)));
    Map<String, List<Synset>> peers = groups(asked, Synset::category);
    for (Synset synset : asked) {
      Set<String> above = wordNet.ancestors(synset);
      Set<String> wordsAbove =
          above.stream().map(key -> wordNet.synset(key).word()).collect(Collectors.toSet());
      Predicate<Synset> wrong =
          other ->
              !above.contains(other.kinds().getFirst())
                  && !wordsAbove.contains(kind(other))
                  && !wordNet
                      .ancestors(wordNet.synset(other.kinds().getFirst()))
                      .contains(synset.key())
                  && apart(synset.word(), kind(other));
      draw(synset, peers.getOrDefault(synset.category(), List.of()), wrong)
          .ifPresent(
              other -> emit(synset, f -> f.put("kind", kind(synset)).put("other", kind(other))));
    }
  }

  private String kind(Synset synset) {
    return wordNet.synset(synset.kinds().getFirst()).word();
  }

  /// Meanings that are asked for: those that hold, are kinds of something, and whose definition did
  /// not come before.
  private List<Synset> asked(Predicate<Synset> holds) {
    Set<String> definitions = new HashSet<>();
    return wordNet
        .synsets()
        .filter(s -> !s.instance() && !s.kinds().isEmpty() && !s.definition().isEmpty())
        .filter(holds)
        .filter(s -> definitions.add(s.definition()))
        .toList();
  }

  private static Map<String, List<Synset>> groups(
      List<Synset> synsets, Function<Synset, String> key) {
    return synsets.stream()
        .collect(
            Collectors.groupingBy(
                key, LinkedHashMap::new, Collectors.toCollection(ArrayList::new)));
  }

  /// One of the candidates that holds, by a hash of the synset's key; empty where many tries find
  /// none.
  private static Optional<Synset> draw(
      Synset synset, List<Synset> candidates, Predicate<Synset> holds) {
    long hash = Long.parseLong(synset.key());
    for (int i = 0; i < TRIES && !candidates.isEmpty(); i++) {
      hash = StableHash.mix(hash + 0x9e3779b97f4a7c15L);
      Synset candidate = candidates.get(StableHash.below(candidates.size(), hash));
      if (holds.test(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private void emit(Synset synset, Consumer<ObjectNode> more) {
    ObjectNode fields =
        JsonNodeFactory.instance
            .objectNode()
            .put("synset", synset.key())
            .put("family", synset.kinds().getFirst())
            .put("word", synset.word())
            .put("definition", synset.definition())
            .put("category", synset.category())
            .put("depth", wordNet.depth(synset));
    more.accept(fields);
    action.accept(new SourceRecord(FILE, ++row, fields));
  }

  private static boolean names(String text, Set<String> names) {
    return stems(text).stream().anyMatch(names::contains);
  }

  /// Whether a text holds a word of a name, or one that starts alike (`sail`, `sailing`).
  private static boolean names(String text, String name) {
    Set<String> stems = stems(text);
    return stems(name).stream()
        .filter(part -> part.length() > 2)
        .anyMatch(part -> stems.stream().anyMatch(stem -> alike(stem, part)));
  }

  private static boolean apart(String a, String b) {
    return !names(a, b) && !names(b, a);
  }

  private static boolean alike(String a, String b) {
    return a.equals(b)
        || (Math.min(a.length(), b.length()) > 2 && (a.startsWith(b) || b.startsWith(a)));
  }

  /// The words of a text in small letters, without a plural's ending.
  private static Set<String> stems(String text) {
    return NO_LETTERS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .map(WordNetRecords::stem)
        .collect(Collectors.toSet());
  }

  private static String stem(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
