package dev.w2s.study;

import dev.w2s.problem.Suggestion;
import dev.w2s.study.internal.LossSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The catalogue of methods.
public final class Methods {
  /// A method that a study can name.
  ///
  /// @param description one line for people
  /// @param formula what is minimised; f: the student's probabilities, w: the weak labels, f^: the
  ///   student's own hardened predictions
  /// @param source where it was published
  /// @param method with the settings it has unless a study says otherwise
  public record Entry(String description, String formula, String source, Method method) {
    /// The settings it has unless a study says otherwise: `alpha-max: 0.5`.
    public List<String> settings() {
      return LossSettings.of(method.loss()).stream()
          .map(setting -> setting.key() + ": " + setting.value())
          .toList();
    }

    /// What a study file calls it.
    public String name() {
      return method.name();
    }
  }

  private static final SequencedMap<String, Entry> ALL =
      List.of(
              new Entry(
                  "Finetune on the weak labels as they are.",
                  "CE(f, w)",
                  "arXiv 2312.09390, section 3",
                  new Method("naive", new Loss.CrossEntropy())),
              new Entry(
                  "Trust the student's own confident predictions more and more.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a grows linearly from 0 to alpha-max; f^ has equally many rows of each class",
                  "arXiv 2312.09390, equation 1",
                  new Method("confidence", new Loss.PaperConfidence(.5, .2))),
              new Entry(
                  "The confidence loss of OpenAI's public code, which differs from the paper's.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a grows as weight x progress up to warm-up, then jumps to weight; f^ is cut at the mean weak label",
                  "github.com/openai/weak-to-strong, weak_to_strong/loss.py",
                  new Method("confidence-openai", new Loss.OpenAiConfidence(.5, .1))))
          .stream()
          .collect(Collectors.toMap(Entry::name, entry -> entry, (a, b) -> a, LinkedHashMap::new));

  private Methods() {}

  /// All methods by name.
  public static SequencedMap<String, Entry> all() {
    return Collections.unmodifiableSequencedMap(ALL);
  }

  /// A method with its default settings.
  ///
  /// @throws IllegalArgumentException where there is none of that name; the message names the
  ///   nearest
  public static Method named(String name) {
    Entry entry = ALL.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "unknown method '" + name + "'; " + Suggestion.of(name, ALL.keySet()));
    }
    return entry.method();
  }

  /// The entry a loss belongs to.
  public static Entry of(Loss loss) {
    return entry(
        switch (loss) {
          case Loss.CrossEntropy l -> "naive";
          case Loss.PaperConfidence l -> "confidence";
          case Loss.OpenAiConfidence l -> "confidence-openai";
        });
  }

  private static Entry entry(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }
}
