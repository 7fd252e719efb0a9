package dev.w2s.data.internal;

import dev.w2s.data.Reading.Answer.Comparison;
import dev.w2s.data.Reading.Verdict;
import java.util.Optional;

/// The two completions that one record compares.
///
/// @param better the better one
/// @param worse the other
record Duel(String better, String worse) {
  /// What a record compares; empty where it is a tie and ties are dropped, or the verdict is one of
  /// those to drop.
  ///
  /// @throws BadRecord where the completions are alike or equally good, or the verdict is unknown
  static Optional<Duel> of(SourceRecord record, Comparison answer) {
    // One of them may be empty: a model that says nothing can be worse than another, or better.
    String one = record.text(answer.one());
    String other = record.text(answer.other());
    if (one.strip().equals(other.strip())) {
      return tie(
          answer,
          "the completions of fields '%s' and '%s' are the same"
              .formatted(answer.one(), answer.other()));
    }
    return switch (answer.verdict()) {
      case Verdict.One() -> Optional.of(new Duel(one, other));
      case Verdict.Named named ->
          named(record, named).map(first -> first ? new Duel(one, other) : new Duel(other, one));
      case Verdict.Scores scores -> {
        int order = scored(record, scores);
        yield order == 0
            ? tie(answer, "both completions have the same score")
            : Optional.of(order > 0 ? new Duel(one, other) : new Duel(other, one));
      }
    };
  }

  private static Optional<Boolean> named(SourceRecord record, Verdict.Named named) {
    String value = record.word(named.field());
    if (named.drop().contains(value)) {
      return Optional.empty();
    }
    Boolean first = named.values().get(value);
    if (first == null) {
      throw new BadRecord(
          "the verdict '%s' of field '%s' is none of: %s"
              .formatted(
                  value,
                  named.field(),
                  String.join(", ", named.values().keySet().stream().sorted().toList())));
    }
    return Optional.of(first);
  }

  private static int scored(SourceRecord record, Verdict.Scores scores) {
    return Double.compare(
        record.number("score", scores.one()) + 0.0, record.number("score", scores.other()) + 0.0);
  }

  private static Optional<Duel> tie(Comparison answer, String problem) {
    if (answer.dropTies()) {
      return Optional.empty();
    }
    throw new BadRecord(problem + "; 'ties: drop' leaves such records out");
  }
}
