package dev.w2s.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What several workers (people, labelling functions, programs) say of examples.
///
/// @param workers their names, in the order of the file
/// @param byId classes that they vote for, in the order of the workers, by example id in the order
///   of the file; [#ABSTAINED] where a worker says nothing
public record Votes(List<String> workers, Map<String, int[]> byId) {
  /// In place of a class: no vote.
  public static final int ABSTAINED = -1;

  public Votes {
    workers = List.copyOf(workers);
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    for (Map.Entry<String, int[]> row : byId.entrySet()) {
      if (row.getValue().length != workers.size()) {
        throw new IllegalArgumentException(
            "row '%s' has %d votes but there are %d workers"
                .formatted(row.getKey(), row.getValue().length, workers.size()));
      }
    }
  }
}
