package dev.w2s.data;

import dev.w2s.data.internal.TaskDecoder;
import dev.w2s.hub.Hub;
import dev.w2s.problem.IoFailure;
import dev.w2s.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The tasks that a study can name: those of WordNet, and task files that come with the program.
/// The records of the latter are on the hub, or in a folder of data sets on this machine.
public final class TaskCatalogue {
  private static final List<String> FILES =
      List.of(
          "ag-news",
          "agnews-weak",
          "alpaca-eval-preferences",
          "amazon-polarity",
          "anli-r2",
          "anthropic-hh",
          "arc-challenge",
          "arc-easy",
          "autoj-pairs",
          "boolq",
          "boolq-closed-book",
          "chemprot-weak",
          "chess-puzzles",
          "chess-puzzles-1200",
          "chess-puzzles-900",
          "cola",
          "cosmos-qa",
          "counterfact-true-false",
          "dream",
          "emotion",
          "ethics-commonsense",
          "ethics-deontology",
          "ethics-justice",
          "ethics-utilitarianism",
          "ethics-virtue",
          "gsm8k-answers",
          "gsm8k-solutions",
          "hellaswag",
          "imdb",
          "imdb-weak",
          "mc-taco",
          "mlqa-answers",
          "mmlu",
          "multirc",
          "newsgroups",
          "openbookqa",
          "paws",
          "piqa",
          "quail",
          "quartz",
          "review-domains",
          "rmb-preferences",
          "rotten-tomatoes",
          "sciq",
          "social-i-qa",
          "sst2",
          "trec",
          "trec-weak",
          "tweet-emotion",
          "tweet-hate",
          "tweet-offensive",
          "twitter-sentiment",
          "tydiqa-answers",
          "wic",
          "yelp",
          "yelp-weak");

  private TaskCatalogue() {}

  /// The names of all tasks, those of WordNet first.
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    BuiltInTasks.all().forEach(task -> names.add(task.name()));
    names.addAll(FILES);
    return List.copyOf(names);
  }

  /// What can be said of all tasks without reading any records.
  public static List<TaskEntry> entries() {
    List<TaskEntry> entries = new ArrayList<>();
    BuiltInTasks.all().forEach(task -> entries.add(wordNet(task)));
    FILES.forEach(name -> entries.add(document(name).decode(TaskDecoder::entry)));
    return List.copyOf(entries);
  }

  /// The task of a name. Its data sets are fetched from the hub where no folder is given.
  ///
  /// @param data the folder of all data sets
  /// @throws dev.w2s.problem.BadInputException where its files are not there
  /// @throws dev.w2s.problem.FailedException where the hub cannot be reached
  public static Optional<Task> named(String name, Optional<Path> data, Hub hub) {
    if (!FILES.contains(name)) {
      return BuiltInTasks.named(name);
    }
    YamlDocument document = document(name);
    return Optional.of(
        data.isPresent()
            ? document.decode(map -> TaskDecoder.in(map, data.get(), hub))
            : document.decode(map -> TaskDecoder.beside(map, Path.of(""), hub)));
  }

  private static TaskEntry wordNet(Task task) {
    return new TaskEntry(
        task.name(),
        task.description(),
        task.licence(),
        task.classes(),
        task.balance(),
        task.reading(),
        "WordNet 3.1, Maven Central",
        TaskEntry.Size.UNKNOWN);
  }

  private static YamlDocument document(String name) {
    Path file = Path.of(name + ".yaml");
    String resource = "tasks/" + file;
    try (InputStream in =
        Objects.requireNonNull(TaskCatalogue.class.getResourceAsStream(resource), resource)) {
      return YamlDocument.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }
}
