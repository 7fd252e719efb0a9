package dev.w2s.data;

import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Naming;
import dev.w2s.data.internal.WordNet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tasks that need no file: questions about the nouns of WordNet 3.1, whose jar comes with the
/// program.
///
/// All are grouped by the meaning's family, the kind that it and its siblings are kinds of, since
/// siblings are defined in much the same words. Difficulty is depth: the number of steps to
/// `entity`.
public final class BuiltInTasks {
  private static final String LICENCE =
      "WordNet 3.0 licence (free for any purpose, Princeton University asks to be named)";

  private static final List<String> ALL_CATEGORIES =
      WordNet.CATEGORIES.subList(1, WordNet.CATEGORIES.size());

  private static final List<String> FREQUENT_CATEGORIES =
      List.of(
          "act",
          "animal",
          "artifact",
          "attribute",
          "body",
          "cognition",
          "communication",
          "food",
          "person",
          "plant",
          "state",
          "substance");

  private static final List<String> CONCRETE =
      List.of("animal", "artifact", "body", "food", "object", "person", "plant", "substance");

  private static final List<String> ABSTRACT =
      List.of(
          "act",
          "attribute",
          "cognition",
          "communication",
          "event",
          "feeling",
          "motive",
          "phenomenon",
          "process",
          "quantity",
          "relation",
          "state",
          "time");

  private static final List<Task> TASKS =
      List.of(
          choice(
              "wordnet-category-match",
              "Does this definition belong to this category of nouns? Wrong categories are as frequent as right ones.",
              Source.Relation.CATEGORY,
              List.of("{choice}: {definition}"),
              "category"),
          concrete(
              "wordnet-concrete",
              "Does this definition describe a thing that can be touched, or something abstract?"),
          categories(
              "wordnet-category",
              "To which of the 12 frequent categories of nouns does this definition belong?",
              FREQUENT_CATEGORIES),
          categories(
              "wordnet-category-all",
              "To which of all 25 categories of nouns does this definition belong?",
              ALL_CATEGORIES),
          choice(
              "wordnet-gloss",
              "Is this the word's definition, or that of a sibling?",
              Source.Relation.GLOSS,
              List.of("{word}: {choice}"),
              "definition"),
          choice(
              "wordnet-is-a",
              "Is this word a kind of that one? Wrong kinds come from the same category.",
              Source.Relation.IS_A,
              List.of("{word} is a kind of {choice}"),
              "kind"));

  private static final Map<String, Task> BY_NAME =
      TASKS.stream().collect(Collectors.toUnmodifiableMap(Task::name, Function.identity()));

  private BuiltInTasks() {}

  /// All tasks, for listing.
  public static List<Task> all() {
    return TASKS;
  }

  /// The task of a name.
  public static Optional<Task> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Task choice(
      String name, String description, Source.Relation relation, List<String> texts, String right) {
    Answer answer = new Answer.Choices(List.of(right, "other"), right, Naming.TEXT);
    return task(name, description, relation, List.of("wrong", "right"), texts, answer);
  }

  private static Task categories(String name, String description, List<String> classes) {
    Map<String, String> values = classes.stream().collect(Collectors.toMap(c -> c, c -> c));
    return definitions(name, description, classes, values);
  }

  // Groups, places, shapes and possessions are now one, now the other, and are left out.
  private static Task concrete(String name, String description) {
    Map<String, String> values = new HashMap<>();
    CONCRETE.forEach(category -> values.put(category, "concrete"));
    ABSTRACT.forEach(category -> values.put(category, "abstract"));
    return definitions(name, description, List.of("abstract", "concrete"), values);
  }

  private static Task definitions(
      String name, String description, List<String> classes, Map<String, String> values) {
    List<String> drop = ALL_CATEGORIES.stream().filter(c -> !values.containsKey(c)).toList();
    Answer answer = new Answer.Field("category", values, drop);
    return task(
        name, description, Source.Relation.CATEGORY, classes, List.of("{definition}"), answer);
  }

  private static Task task(
      String name,
      String description,
      Source.Relation relation,
      List<String> classes,
      List<String> texts,
      Answer answer) {
    Reading reading =
        new Reading(
            texts, answer, Optional.of("synset"), Optional.of("family"), Optional.of("depth"));
    List<Source> train = List.of(new Source.WordNet(relation));
    return new Task(name, 1, description, LICENCE, classes, train, List.of(), reading, true);
  }
}
