package dev.w2s.study;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// How a student learns from weak labels.
///
/// @param name what the study calls it; unique in a study
/// @param labels what is done to the weak labels first, one after the other
/// @param loss what is minimised on them
/// @param tuning what of the student is trained; empty for what the study says
/// @param stop which state is kept; empty for what the study says
/// @param before what comes before the training; empty for what the study says
/// @param rounds how often a student is trained: from the second round on, on what the student of
///   the round before says of the same rows
/// @param bootstrap whether the strong model learns from a chain of models (arXiv 2312.09390,
///   section 4.3.1): the weak labels train the first model that the study passes through, its
///   labels the next, and so on to the strong one; each with a share of the transfer half of its
///   own, and each as this method says
/// @param told whether the weak label of a row is written into the text that the student reads, so
///   that imitation is trivial (arXiv 2312.09390)
public record Method(
    String name,
    List<LabelTransform> labels,
    Loss loss,
    Optional<Tuning> tuning,
    Optional<Stop> stop,
    Optional<Before> before,
    int rounds,
    boolean bootstrap,
    boolean told) {
  private static final Set<String> ROLES = Set.of("weak", "ceiling");

  public Method {
    labels = List.copyOf(labels);
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(tuning, "tuning");
    Objects.requireNonNull(stop, "stop");
    Objects.requireNonNull(before, "before");
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "name of a method must be made of a-z, 0-9, . and - but was '" + name + "'");
    }
    if (ROLES.contains(name)) {
      throw new IllegalArgumentException(
          "name of a method must not be '%s', which is what tables call another role"
              .formatted(name));
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1 but was " + rounds);
    }
  }

  /// A method whose strong model learns from the weak labels themselves.
  public Method(
      String name,
      List<LabelTransform> labels,
      Loss loss,
      Optional<Tuning> tuning,
      Optional<Stop> stop,
      int rounds) {
    this(name, labels, loss, tuning, stop, Optional.empty(), rounds, false, false);
  }

  /// A method that differs from finetuning on the weak labels in its loss alone.
  public Method(String name, Loss loss) {
    this(name, List.of(), loss, Optional.empty(), Optional.empty(), 1);
  }

  /// Its student, for people: `student (naive)`.
  public String role() {
    return "student (" + name + ")";
  }

  /// The recipe of its students.
  ///
  /// @param common the study's
  public Recipe recipe(Recipe common) {
    RecipeBuilder own = common.toBuilder();
    tuning.ifPresent(own::tuning);
    stop.ifPresent(own::stop);
    before.ifPresent(own::before);
    return own.build();
  }

  /// Whether its labels hold gold ones of the transfer half, which a true weak-to-strong setting
  /// does not have.
  public boolean usesGold() {
    return labels.stream().anyMatch(LabelTransform::usesGold);
  }
}
