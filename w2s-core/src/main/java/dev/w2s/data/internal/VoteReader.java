package dev.w2s.data.internal;

import dev.w2s.data.Votes;
import dev.w2s.problem.Problem;
import dev.w2s.problem.Suggestion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects the votes of records, long or wide.
public final class VoteReader {
  private static final String ID = "id";
  private static final String WORKER = "worker";
  private static final String LABEL = "label";
  private static final String NONE = "-1";

  private enum Form {
    LONG,
    WIDE
  }

  private final List<String> classes;
  private final Map<String, String> values;
  private final List<String> named;
  private final Set<String> fields = new LinkedHashSet<>();

  /// Places of the workers, in the order in which they were met.
  private final Map<String, Integer> workers = new LinkedHashMap<>();

  private final Map<String, Map<Integer, Integer>> votes = new LinkedHashMap<>();
  private Optional<Form> form = Optional.empty();

  /// @param named fields that are workers; empty for all but the id
  public VoteReader(List<String> classes, List<String> named) {
    this.classes = classes;
    this.values = ClassNames.values(classes);
    this.named = List.copyOf(named);
    this.named.forEach(this::place);
  }

  /// Takes what a record says, or tells what is wrong with it.
  public Optional<Problem> read(SourceRecord record) {
    fields.addAll(record.fields().propertyNames());
    try {
      Form known = form.orElseGet(() -> formOf(record));
      form = Optional.of(known);
      switch (known) {
        case LONG -> vote(record.word(ID), record.word(WORKER), record.text(LABEL));
        case WIDE -> row(record);
      }
      return Optional.empty();
    } catch (BadRecord e) {
      return Optional.of(record.problem(e.problem()));
    }
  }

  private Form formOf(SourceRecord record) {
    return named.isEmpty() && record.has(WORKER) && record.has(LABEL) ? Form.LONG : Form.WIDE;
  }

  private void vote(String id, String worker, String label) {
    Map<Integer, Integer> row = votes.computeIfAbsent(id, i -> new LinkedHashMap<>());
    if (row.putIfAbsent(place(worker), vote(label)) != null) {
      throw new BadRecord(
          "worker '%s' speaks of '%s' in an earlier row, too".formatted(worker, id));
    }
  }

  private void row(SourceRecord record) {
    String id = record.word(ID);
    if (votes.containsKey(id)) {
      throw new BadRecord("the id '" + id + "' stands in an earlier row, too");
    }
    Map<Integer, Integer> row = new LinkedHashMap<>();
    for (String worker : named.isEmpty() ? record.fields().propertyNames() : named) {
      if (!worker.equals(ID) && record.has(worker)) {
        row.put(place(worker), vote(worker, record.text(worker)));
      }
    }
    votes.put(id, row);
  }

  private int vote(String worker, String label) {
    try {
      return vote(label);
    } catch (BadRecord e) {
      throw new BadRecord("field '%s': %s".formatted(worker, e.problem()));
    }
  }

  private int vote(String label) {
    String name = values.get(label);
    if (name != null) {
      return classes.indexOf(name);
    }
    if (label.isBlank() || label.equals(NONE)) {
      return Votes.ABSTAINED;
    }
    throw new BadRecord("unknown class '" + label + "'; " + Suggestion.of(label, classes));
  }

  private int place(String worker) {
    int next = workers.size();
    return workers.computeIfAbsent(worker, w -> next);
  }

  /// Workers that were named but that no row has; that there are none at all.
  public List<Problem> missing(Path file) {
    if (workers.isEmpty()) {
      return List.of(Problem.in(file, "no row has a field beside 'id': there are no workers"));
    }
    return named.stream()
        .filter(worker -> !fields.contains(worker))
        .map(worker ->
            Problem.in(
                file, "no row has a field '" + worker + "'; " + Suggestion.of(worker, fields)))
        .toList();
  }

  /// What was collected.
  public Votes votes() {
    Map<String, int[]> byId = new LinkedHashMap<>();
    votes.forEach((id, row) -> {
      int[] all = new int[workers.size()];
      Arrays.fill(all, Votes.ABSTAINED);
      row.forEach((place, vote) -> all[place] = vote);
      byId.put(id, all);
    });
    return new Votes(List.copyOf(workers.keySet()), byId);
  }
}
