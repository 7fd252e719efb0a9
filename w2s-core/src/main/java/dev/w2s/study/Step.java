package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import dev.w2s.data.Share;
import dev.w2s.data.Task;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One node of the graph, as data. A step says all that its result depends on, and nothing else: no
/// role, no study, no machine.
public sealed interface Step
    permits Labelling,
        Step.Adapt,
        Step.Bound,
        Step.Choose,
        Step.Draw,
        Step.Embed,
        Step.Evaluate,
        Step.Finetune,
        Step.MakeExamples,
        Step.Probe {
  /// The steps whose results this one reads.
  default List<StepKey> needs() {
    return switch (this) {
      case MakeExamples _ -> List.of();
      case Adapt step -> needs(step.data(), Stream.of());
      case Finetune step ->
          needs(
              step.data(),
              Stream.of(
                  step.labels().steps(),
                  step.body().stream(),
                  step.probe().stream(),
                  step.drawn().stream()));
      case Choose step ->
          needs(
              step.data(),
              Stream.of(step.labels().steps(), step.trainings().stream(), step.beside().stream()));
      case Embed step -> needs(step.data(), Stream.of(step.body().stream()));
      case Probe step ->
          needs(
              step.data(),
              Stream.of(step.labels().steps(), Stream.of(step.features()), step.drawn().stream()));
      case Labelling.Label step ->
          needs(step.data(), Stream.of(Stream.of(step.model()), step.beside().stream()));
      case Labelling.ImportLabels step -> needs(step.data(), Stream.of());
      case Labelling.Combine step ->
          needs(step.data(), step.members().stream().map(Labelling.Said::steps));
      case Labelling.Simulate step ->
          needs(step.data(), step.model().stream().map(Labelling.Said::steps));
      case Labelling.Relabel step ->
          needs(
              step.data(),
              Stream.of(
                  Stream.of(step.labels()), step.features().stream(), step.student().stream()));
      case Labelling.Shots step -> needs(step.data(), Stream.of(step.labels().steps()));
      case Draw step -> needs(step.data(), Stream.of(step.answers().stream()));
      case Bound step -> needs(step.data(), Stream.of(Stream.of(step.weak(), step.strong())));
      case Evaluate step ->
          needs(step.data(), Stream.of(Stream.of(step.of()), step.beside().stream()));
    };
  }

  /// Whether something is trained.
  default boolean trains() {
    return switch (this) {
      case Adapt _, Finetune _, Probe _ -> true;
      case MakeExamples _, Embed _, Labelling _, Draw _, Bound _, Choose _, Evaluate _ -> false;
    };
  }

  /// Whether its result holds the weights of a whole model, which are released after their last
  /// use.
  default boolean keepsWeights() {
    return switch (this) {
      case Adapt _, Finetune _, Choose _ -> true;
      case MakeExamples _, Embed _, Probe _, Labelling _, Draw _, Bound _, Evaluate _ -> false;
    };
  }

  private static List<StepKey> needs(Data data, Stream<Stream<StepKey>> others) {
    return Stream.concat(data.needs(), others.flatMap(each -> each)).distinct().toList();
  }

  /// Reads a task's records and makes examples of them. Result: `examples.jsonl`.
  ///
  /// @param task the task
  /// @param fingerprints SHA-256 of each source's bytes, training sources first
  record MakeExamples(Task task, List<String> fingerprints) implements Step {
    public MakeExamples {
      Objects.requireNonNull(task, "task");
      fingerprints = List.copyOf(fingerprints);
    }
  }

  /// Which rows a step works on.
  ///
  /// @param examples the [MakeExamples] step
  /// @param rows how many
  /// @param balance whether every class is given equally many rows in every part
  /// @param seed of the split of the halves
  /// @param share of the transfer half; empty for all of it
  /// @param test the further test set that the test rows are of; empty for the task's own
  /// @param told the weak labels that are written into the texts of transfer, validation and test
  ///   rows; empty for the texts as they are
  /// @param divided whether a share of the supervise half is held out: supervisors do not learn
  ///   from it
  record Data(
      StepKey examples,
      Rows rows,
      boolean balance,
      long seed,
      Optional<Share> share,
      Optional<String> test,
      Optional<Labelling.Said> told,
      boolean divided) {
    public Data {
      Objects.requireNonNull(examples, "examples");
      Objects.requireNonNull(rows, "rows");
      Objects.requireNonNull(share, "share");
      Objects.requireNonNull(test, "test");
      Objects.requireNonNull(told, "told");
    }

    /// Rows with the whole transfer half and the task's own test rows.
    public Data(StepKey examples, Rows rows, boolean balance, long seed) {
      this(
          examples,
          rows,
          balance,
          seed,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);
    }

    /// The same rows with one share of the transfer half.
    public Data only(Share part) {
      return new Data(examples, rows, balance, seed, Optional.of(part), test, told, divided);
    }

    /// The same rows with the whole transfer half.
    public Data whole() {
      return new Data(examples, rows, balance, seed, Optional.empty(), test, told, divided);
    }

    /// The same rows with the test rows of a further test set.
    public Data on(String set) {
      return new Data(examples, rows, balance, seed, share, Optional.of(set), told, divided);
    }

    /// The same rows with a share of the supervise half held out.
    Data dividing() {
      return new Data(examples, rows, balance, seed, share, test, told, true);
    }

    /// The same rows with the whole supervise half.
    Data undivided() {
      return new Data(examples, rows, balance, seed, share, test, told, false);
    }

    /// The same rows as with another seed: test rows depend on none.
    Data seeded(long other) {
      return new Data(examples, rows, balance, other, share, test, told, divided);
    }

    /// The same rows with weak labels written into their texts.
    public Data told(Labelling.Said labels) {
      return new Data(examples, rows, balance, seed, share, test, Optional.of(labels), divided);
    }

    /// The steps that the rows are made of.
    Stream<StepKey> needs() {
      return Stream.concat(Stream.of(examples), told.stream().flatMap(Labelling.Said::steps));
    }
  }

  /// Lets a pretrained model learn to tell the tokens of one part's texts. Result:
  /// `model.safetensors` (until released), `curve.jsonl`.
  ///
  /// @param data the rows
  /// @param part the part whose texts are learnt
  /// @param model the pretrained model
  /// @param fingerprint of the model's bytes
  /// @param recipe how; resolved for the model, and of all weights
  /// @param seed of order, dropout and hidden tokens
  record Adapt(Data data, Part part, ModelSpec model, String fingerprint, Recipe recipe, long seed)
      implements Step {}

  /// Trains a model on one part. Result: `model.safetensors` (until released), `curve.jsonl`.
  ///
  /// @param data the rows
  /// @param part the part that is trained on
  /// @param labels what it is trained on
  /// @param model the pretrained model
  /// @param fingerprint of the model's bytes
  /// @param recipe how; resolved for the model, and its tuning no probe alone
  /// @param loss what is minimised
  /// @param classes k of the task
  /// @param seed of head, order and dropout
  /// @param body the [Adapt] step whose body it starts from; empty for the pretrained one
  /// @param probe the [Probe] step whose head it starts from; empty for a fresh head
  /// @param drawn the [Draw] step of the rows that are learnt from; empty for the whole part
  /// @param states at how many points of the training its state answers the validation and the test
  ///   rows, which its result then holds too; 0 for none. The weights are the same, and so is the
  ///   key: a result that lacks them is completed by the same training once more
  record Finetune(
      Data data,
      Part part,
      TrainingLabels labels,
      ModelSpec model,
      String fingerprint,
      Recipe recipe,
      Loss loss,
      int classes,
      long seed,
      Optional<StepKey> body,
      Optional<StepKey> probe,
      Optional<StepKey> drawn,
      int states)
      implements Step {
    public Finetune {
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(probe, "probe");
      Objects.requireNonNull(drawn, "drawn");
      if (recipe.learningRates().size() != 1 || recipe.tuning() instanceof Tuning.Probe) {
        throw new IllegalArgumentException("a finetuning needs one rate, and to train the body");
      }
    }

    /// A training of the pretrained body on a whole part, of which the last state alone is asked.
    public Finetune(
        Data data,
        Part part,
        TrainingLabels labels,
        ModelSpec model,
        String fingerprint,
        Recipe recipe,
        Loss loss,
        int classes,
        long seed) {
      this(
          data,
          part,
          labels,
          model,
          fingerprint,
          recipe,
          loss,
          classes,
          seed,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);
    }
  }

  /// Takes the best of several trainings that differ in their learning rate alone: the one whose
  /// model says most often the class of the labels it was trained on, of the validation rows; of
  /// equals the one of the smaller cross entropy. Result: `model.safetensors` (until released), the
  /// weights of that one.
  ///
  /// @param trainings the [Finetune] steps
  /// @param data the rows that they were trained on
  /// @param labels that they were trained on, and that choose
  /// @param beside what the models need to answer, as in [Labelling.Label]
  record Choose(List<StepKey> trainings, Data data, TrainingLabels labels, List<StepKey> beside)
      implements Step {
    public Choose {
      trainings = List.copyOf(trainings);
      beside = List.copyOf(beside);
      Objects.requireNonNull(labels, "labels");
      if (trainings.size() < 2) {
        throw new IllegalArgumentException("there is nothing to choose from");
      }
    }
  }

  /// Computes the pooled vectors that a body gives the rows of one part. Result:
  /// `features.safetensors`, the tensor `features` `[N, H]` in the order of the split.
  ///
  /// @param data the rows
  /// @param part which of them
  /// @param model the pretrained model
  /// @param fingerprint of the model's bytes
  /// @param maxTokens longer texts are truncated to so many tokens
  /// @param precision of matrix products
  /// @param body the [Adapt], [Finetune] or [Choose] step that left it; empty for the pretrained
  ///   one
  record Embed(
      Data data,
      Part part,
      ModelSpec model,
      String fingerprint,
      int maxTokens,
      Precision precision,
      Optional<StepKey> body)
      implements Step {
    public Embed {
      Objects.requireNonNull(body, "body");
    }

    /// Vectors of a pretrained body.
    public Embed(
        Data data,
        Part part,
        ModelSpec model,
        String fingerprint,
        int maxTokens,
        Precision precision) {
      this(data, part, model, fingerprint, maxTokens, precision, Optional.empty());
    }
  }

  /// Finds a head on the features of one part. Result: `model.safetensors`, the head alone.
  ///
  /// @param data the rows
  /// @param part the part that is learnt from
  /// @param labels what it is trained on
  /// @param features the [Embed] step of that part
  /// @param solver how the head is found
  /// @param loss what is minimised
  /// @param classes k of the task
  /// @param seed of the order of rows
  /// @param drawn the [Draw] step of the rows that are learnt from; empty for the whole part
  record Probe(
      Data data,
      Part part,
      TrainingLabels labels,
      StepKey features,
      Tuning.Solver solver,
      Loss loss,
      int classes,
      long seed,
      Optional<StepKey> drawn)
      implements Step {
    public Probe {
      Objects.requireNonNull(drawn, "drawn");
    }
  }

  /// Draws the supervise rows that the next supervisor of boosting learns from, as many as there
  /// are and with replacement, by the weights that the supervisors before it leave them with (see
  /// [LabelCombination.Boosting]). Result: `rows.txt`, an id a line.
  ///
  /// @param answers the [Labelling.Label] steps of the supervisors so far, which labelled the
  ///   supervise rows, too
  /// @param seed of what is drawn
  record Draw(List<StepKey> answers, Data data, long seed) implements Step {
    public Draw {
      answers = List.copyOf(answers);
    }
  }

  /// Holds two representations of the transfer rows to each other (arXiv 2502.00620). Result: the
  /// number `bound`, of how much of what the supervisor's cannot tell the student's could learn.
  ///
  /// @param weak the [Embed] step of the supervisor's body
  /// @param strong that of the student's
  record Bound(Data data, StepKey weak, StepKey strong) implements Step {}

  /// Scores a trained model, or a file of labels, on the test rows. Result: `predictions.jsonl`.
  ///
  /// @param of the [Finetune], [Probe], [Choose], [Labelling.ImportLabels], [Labelling.Combine],
  ///   [Labelling.Simulate] or [Labelling.Shots] step
  /// @param beside what the model needs to answer, as in [Labelling.Label]
  /// @param generation how it writes, where answers are written
  record Evaluate(StepKey of, Data data, List<StepKey> beside, AnswerGeneration generation)
      implements Step {
    public Evaluate {
      beside = List.copyOf(beside);
      Objects.requireNonNull(generation, "generation");
    }

    /// A score of what a model says, or of the likeliest that it writes.
    public Evaluate(StepKey of, Data data, List<StepKey> beside) {
      this(of, data, beside, AnswerGeneration.GREEDY);
    }
  }
}
