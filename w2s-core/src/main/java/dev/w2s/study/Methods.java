package dev.w2s.study;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import dev.w2s.study.internal.BeforeSettings;
import dev.w2s.study.internal.CustomLosses;
import dev.w2s.study.internal.CustomTransforms;
import dev.w2s.study.internal.LabelTransformSettings;
import dev.w2s.study.internal.LossSettings;
import dev.w2s.study.internal.TuningSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The catalogue of methods: those that are built in, and one for each [LossDescription] and
/// [LabelTransformDescription] on the class path.
public final class Methods {
  /// What the letters of the formulas stand for.
  public static final String NOTATION =
      "f: the student's probabilities of the k classes, w: the weak labels, f^ and w^: their hardened "
          + "forms, CE(f, w) = -sum w log f: cross entropy. What only weighs or is a target is held "
          + "constant.";

  /// A method that a study can name.
  ///
  /// @param description one line for people
  /// @param formula what is minimised, in the letters of [#NOTATION]
  /// @param source where it was published
  /// @param method with the settings it has unless a study says otherwise
  public record Entry(String description, String formula, String source, Method method) {
    /// The settings it has unless a study says otherwise.
    public List<LossSetting> settings() {
      return LossSettings.of(method.loss());
    }

    /// What it does beside minimising a loss, as a study file says it: `labels: {anchor: {rows:
    /// 100}}`.
    public List<String> more() {
      List<String> more = new ArrayList<>();
      method
          .labels()
          .forEach(transform -> more.add("labels: " + LabelTransformSettings.text(transform)));
      method.tuning().ifPresent(tuning -> more.add("tuning: " + TuningSettings.text(tuning)));
      method.before().ifPresent(before -> more.add("before: " + BeforeSettings.text(before)));
      if (method.rounds() > 1) {
        more.add("rounds: " + method.rounds());
      }
      if (method.bootstrap()) {
        more.add("bootstrap: true");
      }
      if (method.told()) {
        more.add("told: true");
      }
      return more;
    }

    /// What a study file calls it.
    public String name() {
      return method.name();
    }
  }

  private static final String OPENAI = "github.com/openai/weak-to-strong, weak_to_strong/loss.py";
  private static final String ELEUTHER_PROBES = "github.com/EleutherAI/w2s, w2s/probe.py";
  private static final String ELEUTHER = "github.com/EleutherAI/w2s, w2s/loss.py";

  private static final SequencedMap<String, Entry> BUILT_IN =
      List.of(
              entry(
                  "naive",
                  "Finetune on the weak labels as they are.",
                  "CE(f, w)",
                  "arXiv 2312.09390, section 3",
                  new Loss.CrossEntropy()),
              entry(
                  "naive-hard",
                  "Finetune on the class that the weak label gives most.",
                  "CE(f, w^)",
                  "arXiv 2312.09390, section 3, with hardened labels",
                  new Loss.HardCrossEntropy()),
              entry(
                  "confidence",
                  "Trust the student's own confident predictions more and more.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a grows linearly from 0 to alpha-max; f^ has equally many rows of each class",
                  "arXiv 2312.09390, equation 1",
                  new Loss.PaperConfidence(.5, .2)),
              entry(
                  "confidence-openai",
                  "The confidence loss of OpenAI's public code, which differs from the paper's.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a grows as weight x progress up to warm-up, then jumps to weight; f^ is cut at the mean weak label",
                  OPENAI,
                  new Loss.OpenAiConfidence(.5, .1)),
              entry(
                  "confidence-eleuther",
                  "The confidence loss of EleutherAI's public code: the paper's growth, the mean weak label's cut.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a grows linearly from 0 to weight; f^ is cut at the mean weak label",
                  ELEUTHER + ", log_confidence_loss; warm-up there is counted in steps",
                  new Loss.EleutherConfidence(.5, .2)),
              entry(
                  "product",
                  "Train towards the product of the student's and the supervisor's opinions.",
                  "CE(f, q); q = f^beta w^alpha (powers), divided by its sum over the classes",
                  OPENAI,
                  new Loss.Product(1, 1)),
              entry(
                  "entropy",
                  "As confidence-eleuther with soft predictions; in effect smaller steps towards the weak labels.",
                  "(1 - a) CE(f, w) + a CE(f, q); q = f, held constant; a grows linearly from 0 to weight",
                  ELEUTHER + ", log_confidence_loss with harden=False",
                  new Loss.Entropy(.5, .2)),
              entry(
                  "window",
                  "Learn from the rows that the student is unsure of.",
                  "CE(f, w) where max f < 1/2 + radius, else 0",
                  ELEUTHER + ", confidence_window_loss",
                  new Loss.Window(.15)),
              entry(
                  "forward-kl",
                  "Trains to the same bits as naive; its loss is 0 where the student imitates.",
                  "KL(w || f) = sum w (log w - log f)",
                  "arXiv 2502.11107",
                  new Loss.ForwardKl()),
              entry(
                  "reverse-kl",
                  "Settle on one class where the weak label is unsure, rather than cover all.",
                  "KL(f || w) = sum f (log f - max(log w, log-zero))",
                  "arXiv 2502.11107, which says nothing of log 0; 1e-7 here, about e^-16",
                  new Loss.ReverseKl(-16)),
              entry(
                  "reverse-cross-entropy",
                  "As reverse-kl without its reward for staying unsure.",
                  "-sum f max(log w, log-zero)",
                  "arXiv 2502.11107, which says nothing of log 0; 1e-7 here, about e^-16",
                  new Loss.ReverseCrossEntropy(-16)),
              entry(
                  "adaptive-confidence",
                  "Trust the student's own class, row by row, the less it believes the weak one.",
                  "(1 - a) CE(f, w) + a CE(f, f^); a = e^(CE(f, f^)/T) / (e^(CE(f, f^)/T) + e^(CE(f, w^)/T)), T: temperature; f^ is the likeliest class",
                  "arXiv 2402.03749; T of github.com/ggjy/vision_weak_to_strong for CIFAR-100",
                  new Loss.AdaptiveConfidence(.5)),
              entry(
                  "label-smoothing",
                  "Mix the weak labels with the uniform distribution.",
                  "CE(f, (1 - epsilon) w + epsilon / k)",
                  "arXiv 1512.00567, section 7",
                  new Loss.LabelSmoothing(.1)),
              entry(
                  "generalised-cross-entropy",
                  "Count rows the less, the less the student believes their labels.",
                  "sum w (1 - f^q) / q (a power)",
                  "arXiv 1805.07836, L_q; for a soft label its expectation",
                  new Loss.GeneralisedCrossEntropy(.7)),
              entry(
                  "symmetric-cross-entropy",
                  "Add the reverse cross entropy, which wrong labels move little.",
                  "alpha CE(f, w) - beta sum f max(log w, log-zero)",
                  "arXiv 1908.06112, with its A = log-zero; alpha and beta of its code for CIFAR-10",
                  new Loss.SymmetricCrossEntropy(.1, 1, -4)),
              entry(
                  "early-learning",
                  "Hold on to what the student said of a row in earlier epochs.",
                  "CE(f, w) + lambda log(1 - sum f t); t = beta t + (1 - beta) f for each row and epoch, from 0",
                  "arXiv 2007.00151, ELR; lambda and beta of its code for CIFAR-10",
                  new Loss.EarlyLearning(3, .7)),
              transformed(
                  "Learn only from the labels that the supervisor is surest of.",
                  "rows of the largest max w, within each class",
                  "common; studied in arXiv 2312.09390, appendix A",
                  LabelTransform.ConfidenceFilter.DEFAULT),
              transformed(
                  "Learn only from rows whose neighbours have like labels.",
                  "rows of the smallest |w - m|, m the mean of the k nearest rows' w",
                  ELEUTHER_PROBES,
                  LabelTransform.NeighbourFilter.DEFAULT),
              transformed(
                  "Give each row the mean label of its neighbours.",
                  "w = (1 - weight) w + weight m, m the mean of the k nearest rows' w",
                  "github.com/EleutherAI/w2s, w2s/relabel.py",
                  LabelTransform.NeighbourRelabel.DEFAULT),
              transformed(
                  "Learn only from rows whose label a regression on the student's features finds likely.",
                  "rows of the smallest |w - p(x)|, p fitted on other folds",
                  ELEUTHER_PROBES,
                  LabelTransform.LogisticFilter.DEFAULT),
              transformed(
                  "Move each label towards what a regression on the student's features says.",
                  "w = (1 - weight) w + weight p(x), p fitted on other folds",
                  "github.com/EleutherAI/w2s, w2s/relabel.py",
                  LabelTransform.LogisticRelabel.DEFAULT),
              transformed(
                  "Learn only from the largest connected part of each class, without its outliers.",
                  "components of the graph of nearest neighbours of one class",
                  "arXiv 2012.04835",
                  LabelTransform.TopologicalFilter.DEFAULT),
              transformed(
                  "Take the labels for what a noisy channel made of true ones.",
                  "w = q(y | x, w), by expectation and maximisation",
                  "Dempster, Laird and Rubin 1977",
                  LabelTransform.NoisyChannel.DEFAULT),
              transformed(
                  "Replace some weak labels by gold ones: a few rows that a person checked.",
                  "w = gold on rows drawn by the seed",
                  "common; uses gold labels, and results say so",
                  LabelTransform.Anchor.DEFAULT),
              new Entry(
                  "Train on the weak labels, then once more on what that student says.",
                  "CE(f, f of the round before)",
                  "github.com/EleutherAI/w2s, strong-to-strong rounds",
                  new Method(
                      "rounds",
                      List.of(),
                      new Loss.CrossEntropy(),
                      Optional.empty(),
                      Optional.empty(),
                      2)),
              new Entry(
                  "Learn from a chain of ever stronger models, each on rows of its own and the labels of the one before.",
                  "CE(f, w); w of the model before",
                  "arXiv 2312.09390, section 4.3.1",
                  new Method(
                      "bootstrap",
                      List.of(),
                      new Loss.CrossEntropy(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      1,
                      true,
                      false)),
              new Entry(
                  "Learn to tell the rows' texts first, without any labels, then finetune on the weak ones.",
                  "-sum log p(token), then CE(f, w)",
                  "arXiv 2312.09390, section 5.2.2; hidden tokens of encoders: arXiv 1810.04805",
                  new Method(
                      "generative",
                      List.of(),
                      new Loss.CrossEntropy(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(Before.Generative.DEFAULT),
                      1,
                      false,
                      false)),
              new Entry(
                  "Train on texts into which the weak label is written, to see what a student does that can imitate with no effort.",
                  "CE(f, w); the text ends with: I think this is {label}. What do you think?",
                  "arXiv 2312.09390",
                  new Method(
                      "trivial-imitation",
                      List.of(),
                      new Loss.CrossEntropy(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      1,
                      false,
                      true)),
              tuned(
                  "lora",
                  "Train low-rank changes of the student alone.",
                  "arXiv 2106.09685",
                  TuningSettings.LORA),
              tuned(
                  "probe",
                  "Train a linear head on the student's frozen features.",
                  "arXiv 2312.09390, appendix D.1",
                  new Tuning.Probe(TuningSettings.LBFGS)),
              tuned(
                  "probe-then-full",
                  "Train a linear head first, then all weights from there.",
                  "arXiv 2202.10054",
                  new Tuning.ProbeThenFull(TuningSettings.LBFGS)))
          .stream()
          .collect(Collectors.toMap(Entry::name, entry -> entry, (a, b) -> a, LinkedHashMap::new));

  private Methods() {}

  private static Entry entry(
      String name, String description, String formula, String source, Loss loss) {
    return new Entry(description, formula, source, new Method(name, loss));
  }

  /// A transform with the naive loss, as a method of its name.
  public static Entry transformed(
      String description, String formula, String source, LabelTransform transform) {
    return new Entry(
        description,
        "CE(f, w); " + formula,
        source,
        new Method(
            transform.name(),
            List.of(transform),
            new Loss.CrossEntropy(),
            Optional.empty(),
            Optional.empty(),
            1));
  }

  private static Entry tuned(String name, String description, String source, Tuning tuning) {
    return new Entry(
        description,
        "CE(f, w)",
        source,
        new Method(
            name, List.of(), new Loss.CrossEntropy(), Optional.of(tuning), Optional.empty(), 1));
  }

  /// All methods by name, those that are not built in last.
  ///
  /// @throws BadInputException where a loss or a transform on the class path cannot be used
  public static SequencedMap<String, Entry> all() {
    SequencedMap<String, Entry> all = new LinkedHashMap<>(BUILT_IN);
    List<Entry> found = new ArrayList<>(CustomLosses.entries());
    found.addAll(CustomTransforms.entries());
    for (Entry entry : found) {
      if (all.putIfAbsent(entry.name(), entry) != null) {
        throw new BadInputException(
            "a loss or label transform on the class path is called '%s', as one that is built in, or another one"
                .formatted(entry.name()));
      }
    }
    return Collections.unmodifiableSequencedMap(all);
  }

  /// A method with its default settings.
  ///
  /// @throws IllegalArgumentException where there is none of that name; the message names the
  ///   nearest
  public static Method named(String name) {
    return entry(name).method();
  }

  /// The entry a loss belongs to.
  public static Entry of(Loss loss) {
    return entry(
        switch (loss) {
          case Loss.CrossEntropy l -> "naive";
          case Loss.HardCrossEntropy l -> "naive-hard";
          case Loss.PaperConfidence l -> "confidence";
          case Loss.OpenAiConfidence l -> "confidence-openai";
          case Loss.EleutherConfidence l -> "confidence-eleuther";
          case Loss.Product l -> "product";
          case Loss.Entropy l -> "entropy";
          case Loss.Window l -> "window";
          case Loss.ForwardKl l -> "forward-kl";
          case Loss.ReverseKl l -> "reverse-kl";
          case Loss.ReverseCrossEntropy l -> "reverse-cross-entropy";
          case Loss.AdaptiveConfidence l -> "adaptive-confidence";
          case Loss.LabelSmoothing l -> "label-smoothing";
          case Loss.GeneralisedCrossEntropy l -> "generalised-cross-entropy";
          case Loss.SymmetricCrossEntropy l -> "symmetric-cross-entropy";
          case Loss.EarlyLearning l -> "early-learning";
          case Loss.Custom l -> l.name();
        });
  }

  private static Entry entry(String name) {
    SequencedMap<String, Entry> all = all();
    Entry entry = all.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "unknown method '" + name + "'; " + Suggestion.of(name, all.keySet()));
    }
    return entry;
  }
}
