package dev.w2s.data;

import dev.w2s.data.internal.RowFile;
import dev.w2s.data.internal.StableHash;
import dev.w2s.problem.BadInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Rows with labels of one's own, parted: students learn from some, the best method is picked on
/// others, and others tell how good it is. What estimates never picks. No text lies in two of the
/// three, case and white space aside, and no group both in what is learned from and elsewhere.
///
/// @param labels the rows
/// @param train learned from; each with the class of its weak label
/// @param pick what picks; each with its true class where `byTruth`, else with that of its label
/// @param estimate rows with their true class, for nothing but the estimate; may be empty
/// @param byTruth whether true classes pick, or agreement with the labels on held-out rows
public record OwnLabelsSplit(
    OwnLabels labels,
    List<Example> train,
    List<Example> pick,
    List<Example> estimate,
    boolean byTruth) {
  /// So many rows of each class it takes to pick by.
  public static final int LEAST = 5;

  private static final int HELD_OUT_OF = 10;
  private static final int MOST_PICKING = 2000;

  public OwnLabelsSplit {
    train = List.copyOf(train);
    pick = List.copyOf(pick);
    estimate = List.copyOf(estimate);
  }

  /// Parts rows: a pure function of them.
  ///
  /// Of the rows with a true class, those of every second group, in the order of a hash of the id,
  /// pick, where these have [#LEAST] of each class; else all of them are left for the estimate, and
  /// a tenth of the rows with labels picks.
  ///
  /// @param most so many rows are learned from, at most
  /// @throws BadInputException where a class has too few labels
  public static OwnLabelsSplit of(OwnLabels labels, int most) {
    Map<String, Integer> truth = labels.truth();
    List<Example> known =
        labels.rows().stream().filter(row -> truth.containsKey(row.id())).sorted(byHash()).toList();
    ToIntFunction<Example> right = row -> Optional.ofNullable(truth.get(row.id())).orElseThrow();
    List<Example> picking =
        every(known, 0).stream().filter(row -> labels.weak(row.id()).isPresent()).toList();
    int k = labels.classes().size();
    if (least(counts(picking, right, k)) >= LEAST) {
      Set<List<String>> seen = texts(picking);
      List<Example> fresh =
          every(known, 1).stream().filter(row -> !seen.contains(OwnLabels.texts(row))).toList();
      return parted(labels, as(picking, right), as(fresh, right), true, most);
    }
    Set<List<String>> seen = texts(known);
    List<Example> heldOut =
        labels.labelled(row ->
            !seen.contains(OwnLabels.texts(row))
                && StableHash.below(HELD_OUT_OF, StableHash.of("held out", row.group())) == 0);
    ToIntFunction<Example> weak = row -> labels.weak(row.id()).orElseThrow();
    requireEach(counts(heldOut, weak, k), labels);
    return parted(labels, as(heldOut, weak), as(known, right), false, most);
  }

  private static void requireEach(int[] counts, OwnLabels labels) {
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < LEAST) {
        throw new BadInputException(
            "a tenth of the labels is held out to pick a method by, and only %d of them name the class '%s': at least %d are needed; label more rows of it, or leave it out of the task"
                .formatted(counts[c], labels.classes().get(c), LEAST));
      }
    }
  }

  private static OwnLabelsSplit parted(
      OwnLabels labels, List<Example> pick, List<Example> estimate, boolean byTruth, int most) {
    Set<String> groups = new HashSet<>();
    Set<List<String>> texts = new HashSet<>();
    for (List<Example> apart : List.of(pick, estimate)) {
      apart.forEach(row -> groups.add(row.group()));
      texts.addAll(texts(apart));
    }
    List<Example> train =
        labels
            .labelled(row -> !groups.contains(row.group()) && !texts.contains(OwnLabels.texts(row)))
            .stream()
            .sorted(byHash())
            .limit(most)
            .toList();
    requireTrain(labels, train);
    return new OwnLabelsSplit(
        labels, as(train, row -> labels.weak(row.id()).orElseThrow()), pick, estimate, byTruth);
  }

  private static Set<List<String>> texts(List<Example> rows) {
    return rows.stream().map(OwnLabels::texts).collect(Collectors.toSet());
  }

  private static void requireTrain(OwnLabels labels, List<Example> train) {
    long classes = train.stream().map(row -> labels.weak(row.id())).distinct().count();
    if (classes < 2) {
      throw new BadInputException(
          "only %,d rows with labels are left to learn from, of %d of the classes: rows whose truth is known are kept apart; label more rows, or give less truth"
              .formatted(train.size(), classes));
    }
  }

  /// The rows of every second group, in the order in which groups first come.
  private static List<Example> every(List<Example> rows, int remainder) {
    Map<String, Integer> places = new HashMap<>();
    rows.forEach(row -> places.putIfAbsent(row.group(), places.size()));
    return rows.stream()
        .filter(row -> places.getOrDefault(row.group(), 0) % 2 == remainder)
        .toList();
  }

  private static Comparator<Example> byHash() {
    return Comparator.comparingLong((Example row) -> StableHash.of("own labels", row.id()))
        .thenComparing(Example::id);
  }

  private static List<Example> as(Collection<Example> rows, ToIntFunction<Example> label) {
    return rows.stream()
        .map(row ->
            new Example(
                row.id(), row.group(), row.texts(), label.applyAsInt(row), row.difficulty()))
        .toList();
  }

  private static int[] counts(List<Example> rows, ToIntFunction<Example> label, int k) {
    int[] counts = new int[k];
    rows.forEach(row -> counts[label.applyAsInt(row)]++);
    return counts;
  }

  private static int least(int[] counts) {
    return Arrays.stream(counts).min().orElse(0);
  }

  /// The rows of a study of these: it picks on equally many rows of each class.
  public Rows studyRows() {
    int k = labels.classes().size();
    int each = Math.min(least(counts(pick, Example::label, k)), MOST_PICKING / k);
    return new Rows(train.size(), 0, each * k, false);
  }

  /// Writes the files of a study: `train.jsonl` and `pick.jsonl` with their texts, `weak.jsonl`
  /// with the labels; and `rows.jsonl`, the texts of all rows. Each is replaced.
  public void write(Path folder) {
    RowFile.write(folder.resolve("train.jsonl"), train.stream().map(this::labelled));
    RowFile.write(folder.resolve("pick.jsonl"), pick.stream().map(this::labelled));
    RowFile.write(folder.resolve("weak.jsonl"), labels.labels().values().stream());
    RowFile.write(folder.resolve("rows.jsonl"), labels.rows().stream().map(OwnLabelsSplit::texts));
  }

  private Map<String, String> labelled(Example row) {
    Map<String, String> fields = texts(row);
    fields.put("group", row.group());
    fields.put("label", labels.classes().get(row.label()));
    return fields;
  }

  private static Map<String, String> texts(Example row) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", row.id());
    fields.put("text", row.texts().getFirst());
    if (row.texts().size() == 2) {
      fields.put("other", row.texts().getLast());
    }
    return fields;
  }

  /// How the texts of these files are read.
  public List<String> templates() {
    boolean pair = labels.rows().getFirst().texts().size() == 2;
    return pair ? List.of("{text}", "{other}") : List.of("{text}");
  }

  /// The task of the files that [#write] wrote.
  public Task task(Path folder) {
    Map<String, String> names =
        labels.classes().stream().collect(Collectors.toMap(name -> name, name -> name));
    Reading reading =
        new Reading(
            templates(),
            new Reading.Answer.Field("label", names, List.of()),
            Optional.of("id"),
            Optional.of("group"),
            Optional.empty());
    return new Task(
        "elicit",
        1,
        "Labels of one's own.",
        "not stated",
        labels.classes(),
        List.of(new Source.File(folder.resolve("train.jsonl"))),
        List.of(new Source.File(folder.resolve("pick.jsonl"))),
        reading,
        false);
  }
}
