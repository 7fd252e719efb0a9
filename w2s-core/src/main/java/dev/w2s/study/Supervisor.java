package dev.w2s.study;

import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where weak labels come from.
public sealed interface Supervisor {
  /// The models that are trained for it, each once.
  default List<Trained> models() {
    return switch (this) {
      case Trained trained -> List.of(trained);
      case Labels labels -> List.of();
      case Several several ->
          several.members().stream().flatMap(member -> member.models().stream()).toList();
      case Boosted boosted -> List.of(boosted.model());
      case Simulated simulated -> simulated.model().stream().toList();
    };
  }

  /// The one model whose representation its labels are told by; empty where there is none, or where
  /// there are several.
  default Optional<Trained> body() {
    return switch (this) {
      case Trained trained -> Optional.of(trained);
      case Boosted boosted -> Optional.of(boosted.model());
      case Labels _, Several _, Simulated _ -> Optional.empty();
    };
  }

  /// The files that its labels are read from.
  default List<Labels> files() {
    return switch (this) {
      case Trained trained -> List.of();
      case Labels labels -> List.of(labels);
      case Several several ->
          several.members().stream().flatMap(member -> member.files().stream()).toList();
      case Boosted boosted -> List.of();
      case Simulated simulated -> List.of();
    };
  }

  /// The models, files or errors, for people: `bge-small-en-v1.5, first 2 layers`, `labels of
  /// mine.csv`.
  default String source() {
    return switch (this) {
      case Trained trained -> trained.model().toString();
      case Labels labels -> "labels of " + labels.file().getFileName();
      case Several several ->
          several.members().stream().map(Supervisor::source).collect(Collectors.joining(" and "))
              + ", by "
              + several.combination().name();
      case Boosted boosted ->
          "%s, %d times, by boosting"
              .formatted(boosted.model().model(), boosted.combination().supervisors());
      case Simulated simulated ->
          String.format(
              Locale.ROOT,
              "simulated, %.1f %% wrong, %s%s",
              100 * simulated.error().rate(),
              simulated.error().structure().description(),
              simulated.model().map(of -> " (" + of.model() + ")").orElse(""));
    };
  }

  /// A model finetuned on the gold labels of the supervise half.
  ///
  /// @param model the pretrained model
  /// @param recipe how it is trained; its stop is [Stop#LAST], and it has one learning rate:
  ///   validation rows lie in the transfer half, which a supervisor must not see
  record Trained(ModelSpec model, Recipe recipe) implements Supervisor {
    public Trained {
      Objects.requireNonNull(model, "model");
      if (recipe.stop() != Stop.LAST) {
        throw new IllegalArgumentException(
            "stop must be last for a supervisor but was %s: validation rows lie in the transfer half, which it must not see"
                .formatted(YamlValue.dashed(recipe.stop())));
      }
      if (recipe.searchesRate()) {
        throw new IllegalArgumentException(
            "learning-rate must be one for a supervisor but was %s: validation rows lie in the transfer half, which it must not see"
                .formatted(recipe.learningRates()));
      }
    }
  }

  /// A file of labels by another program or a person: rows of `id` and either `label` or
  /// `probabilities` (one for each class, in the task's order, or by name); or a file of votes.
  ///
  /// @param file the file
  /// @param votes how the votes of several workers become one label, where it is a file of votes;
  ///   nothing that is fitted on gold labels
  record Labels(Path file, Optional<LabelCombination> votes) implements Supervisor {
    public Labels {
      Objects.requireNonNull(file, "file");
      if (votes.filter(LabelCombination::fitsOnSuperviseGold).isPresent()) {
        throw new IllegalArgumentException(
            "votes of a file are combined by mean, majority-vote or dawid-skene but not by "
                + votes.get().name());
      }
    }

    /// A file of labels.
    public Labels(Path file) {
      this(file, Optional.empty());
    }
  }

  /// Several supervisors, whose labels become one for each row (an ensemble of weak supervisors, as
  /// in arXiv 2410.04571).
  ///
  /// @param members at least two, all different; models and files
  /// @param combination how their labels become one; no boosting. One that is fitted on gold labels
  ///   is so on a share of the supervise half that no supervisor saw
  record Several(List<Supervisor> members, LabelCombination combination) implements Supervisor {
    public Several {
      members = List.copyOf(members);
      if (members.size() < 2 || Set.copyOf(members).size() < members.size()) {
        throw new IllegalArgumentException(
            "several supervisors must be at least two, and none twice");
      }
      if (!members.stream().allMatch(Several::single)) {
        throw new IllegalArgumentException(
            "several supervisors are models and files, and none of them several or simulated");
      }
      if (combination instanceof LabelCombination.Boosting) {
        throw new IllegalArgumentException(
            "boosting trains one model several times: {model: ..., combine: boosting}; several supervisors are combined by mean, learned-weights, majority-vote or dawid-skene");
      }
    }

    private static boolean single(Supervisor member) {
      return member instanceof Trained || member instanceof Labels;
    }
  }

  /// One model, trained several times: each time on rows drawn by the weights that AdaBoost leaves
  /// them with (arXiv 2410.04571; drawing in place of weighing as in Freund and Schapire 1996,
  /// section 3).
  ///
  /// @param model the pretrained model, and how it is trained
  /// @param combination how often, and how the labels become one
  record Boosted(Trained model, LabelCombination.Boosting combination) implements Supervisor {
    public Boosted {
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(combination, "combination");
    }
  }

  /// Gold labels with errors of a given structure at a given rate, in place of a supervisor's.
  ///
  /// @param error which rows are wrong, and how many
  /// @param model the supervisor whose errors are taken, where the structure is
  ///   [SimulatedError.Structure#SUPERVISOR]; empty otherwise
  record Simulated(SimulatedError error, Optional<Trained> model) implements Supervisor {
    public Simulated {
      Objects.requireNonNull(error, "error");
      if (model.isPresent() != (error.structure() == SimulatedError.Structure.SUPERVISOR)) {
        throw new IllegalArgumentException(
            "errors of a supervisor need its model, and other errors none");
      }
    }
  }
}
