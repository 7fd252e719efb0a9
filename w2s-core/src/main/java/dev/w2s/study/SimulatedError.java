package dev.w2s.study;

import java.util.Objects;

/// A supervisor that is simulated: gold labels, of which a given share is wrong, in the way of one
/// of the error structures of arXiv 2312.09390. Of N rows exactly `floor(rate N)` are wrong; of
/// rows that are as fit to be wrong, the first are. It looks at gold labels, and results say so.
///
/// With more than two classes, a wrong label is the most probable wrong class where probabilities
/// are given, and drawn by the seed where none are.
///
/// @param structure which rows are wrong
/// @param rate the share of wrong rows
/// @param confidence probability of the label, `1/k < confidence <= 1`; the rest is for the other
///   classes in equal shares. 1 for hard labels
public record SimulatedError(Structure structure, double rate, double confidence) {
  public SimulatedError {
    Objects.requireNonNull(structure, "structure");
    Checks.share("rate", rate);
    Checks.part("confidence", confidence);
  }

  /// Which rows are wrong.
  public enum Structure {
    /// Rows drawn by the seed.
    RANDOM("drawn by the seed"),
    /// Those with the longest texts.
    LONGEST("those with the longest texts"),
    /// Those with the shortest texts.
    SHORTEST("those with the shortest texts"),
    /// Those where the ceiling's two most probable classes are closest.
    UNSURE("those where the ceiling is least sure"),
    /// Those where the ceiling's probability of the gold class exceeds that of the next by most.
    CONFIDENT("those where the ceiling is most surely right"),
    /// Those that a weak supervisor gets wrong: some of them, drawn by the seed, where they are
    /// more than the rate asks for; where they are fewer, all of them and others drawn by the seed.
    SUPERVISOR("those that a weak supervisor gets wrong");

    private final String description;

    Structure(String description) {
      this.description = description;
    }

    /// Which rows, in words.
    public String description() {
      return description;
    }

    /// Whether probabilities of a model are needed: of the ceiling, or of the supervisor.
    public boolean needsProbabilities() {
      return switch (this) {
        case RANDOM, LONGEST, SHORTEST -> false;
        case UNSURE, CONFIDENT, SUPERVISOR -> true;
      };
    }

    /// Whether the lengths of the texts are needed.
    public boolean needsLengths() {
      return this == LONGEST || this == SHORTEST;
    }
  }
}
