package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Rows;
import dev.w2s.data.Share;
import dev.w2s.data.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// One node of the graph, as data. A step says all that its result depends on, and nothing else: no
/// role, no study, no machine.
public sealed interface Step {
  /// The steps whose results this one reads.
  default List<StepKey> needs() {
    return switch (this) {
      case MakeExamples step -> List.of();
      case Adapt step -> step.data().needs();
      case Finetune step ->
          needs(
              step.data(),
              step.labels(),
              joined(
                  step.body().stream(),
                  Stream.concat(step.probe().stream(), step.drawn().stream())));
      case Embed step -> joined(step.data().needs().stream(), step.body().stream());
      case Probe step ->
          needs(
              step.data(),
              step.labels(),
              joined(Stream.of(step.features()), step.drawn().stream()));
      case Label step -> needs(step.data(), step.model(), step.beside());
      case ImportLabels step -> step.data().needs();
      case Draw step -> joined(step.data().needs().stream(), step.answers().stream());
      case Combine step -> needs(step.data(), step.members());
      case Simulate step -> needs(step.data(), step.model().stream().toList());
      case Relabel step ->
          needs(
              step.data(),
              step.labels(),
              joined(step.features().stream(), step.student().stream()));
      case Shots step -> needs(step.data(), step.labels(), List.of());
      case Bound step ->
          joined(step.data().needs().stream(), Stream.of(step.weak(), step.strong()));
      case Choose step ->
          needs(
              step.data(),
              step.labels(),
              joined(step.trainings().stream(), step.beside().stream()));
      case Evaluate step -> needs(step.data(), step.of(), step.beside());
    };
  }

  /// Whether something is trained.
  default boolean trains() {
    return switch (this) {
      case Adapt _, Finetune _, Probe _ -> true;
      case MakeExamples _,
          Embed _,
          Label _,
          ImportLabels _,
          Draw _,
          Combine _,
          Simulate _,
          Relabel _,
          Shots _,
          Bound _,
          Choose _,
          Evaluate _ ->
          false;
    };
  }

  /// Whether its result holds the weights of a whole model, which are released after their last
  /// use.
  default boolean keepsWeights() {
    return switch (this) {
      case Adapt _, Finetune _, Choose _ -> true;
      case MakeExamples _,
          Embed _,
          Probe _,
          Label _,
          ImportLabels _,
          Draw _,
          Combine _,
          Simulate _,
          Relabel _,
          Shots _,
          Bound _,
          Evaluate _ ->
          false;
    };
  }

  private static List<StepKey> joined(Stream<StepKey> first, Stream<StepKey> then) {
    return Stream.concat(first, then).toList();
  }

  private static List<StepKey> needs(Data data, Labels labels, List<StepKey> others) {
    List<StepKey> needs = new ArrayList<>(data.needs());
    switch (labels) {
      case Labels.Gold gold -> {}
      case Labels.Weak weak -> needs.add(weak.from());
    }
    needs.addAll(others);
    return needs.stream().distinct().toList();
  }

  private static List<StepKey> needs(Data data, StepKey model, List<StepKey> beside) {
    return joined(data.needs().stream(), Stream.concat(Stream.of(model), beside.stream()));
  }

  private static List<StepKey> needs(Data data, List<Said> said) {
    List<StepKey> needs = new ArrayList<>(data.needs());
    said.forEach(one -> needs.addAll(List.of(one.labels(), one.test())));
    return List.copyOf(needs);
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
      Optional<Said> told,
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
    public Data told(Said labels) {
      return new Data(examples, rows, balance, seed, share, test, Optional.of(labels), divided);
    }

    /// The steps that the rows are made of.
    List<StepKey> needs() {
      return Stream.concat(
              Stream.of(examples),
              told.stream().flatMap(said -> Stream.of(said.labels(), said.test())))
          .toList();
    }
  }

  /// What a training is held to.
  sealed interface Labels {
    /// The gold labels.
    record Gold() implements Labels {}

    /// Weak labels: the result of a [Label], [ImportLabels], [Combine], [Simulate] or [Relabel]
    /// step. Rows that have none are not trained on.
    record Weak(StepKey from) implements Labels {}
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
      Labels labels,
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
        Labels labels,
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
  /// @param beside what the models need to answer, as in [Label]
  record Choose(List<StepKey> trainings, Data data, Labels labels, List<StepKey> beside)
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
      Labels labels,
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

  /// Lets a trained model label the transfer and validation rows. Result: `predictions.jsonl`.
  ///
  /// @param model the [Finetune], [Probe] or [Choose] step
  /// @param also a part that is labelled, too
  /// @param beside what the model needs to answer: a probe the [Embed] steps of the parts, low-rank
  ///   changes the [Adapt] step of the body, if there is one
  /// @param generation how it writes, where answers are written
  record Label(
      StepKey model,
      Data data,
      Optional<Part> also,
      List<StepKey> beside,
      AnswerGeneration generation)
      implements Step {
    public Label {
      Objects.requireNonNull(also, "also");
      Objects.requireNonNull(generation, "generation");
      beside = List.copyOf(beside);
    }
  }

  /// Takes the labels of a file for the transfer, validation and, where it has them, test and held
  /// out rows. Result: `predictions.jsonl`.
  ///
  /// @param file the file
  /// @param fingerprint SHA-256 of its bytes
  /// @param votes how votes become one label, of a file of votes
  record ImportLabels(Path file, String fingerprint, Data data, Optional<LabelCombination> votes)
      implements Step {
    public ImportLabels {
      Objects.requireNonNull(votes, "votes");
    }

    /// The labels of a file as they are.
    public ImportLabels(Path file, String fingerprint, Data data) {
      this(file, fingerprint, data, Optional.empty());
    }
  }

  /// What one model or file says of all rows.
  ///
  /// @param labels the [Label] or [ImportLabels] step: of transfer and validation rows
  /// @param test the [Evaluate] step: of test rows
  record Said(StepKey labels, StepKey test) {}

  /// Draws the supervise rows that the next supervisor of boosting learns from, as many as there
  /// are and with replacement, by the weights that the supervisors before it leave them with (see
  /// [LabelCombination.Boosting]). Result: `rows.txt`, an id a line.
  ///
  /// @param answers the [Label] steps of the supervisors so far, which labelled the supervise rows,
  ///   too
  /// @param seed of what is drawn
  record Draw(List<StepKey> answers, Data data, long seed) implements Step {
    public Draw {
      answers = List.copyOf(answers);
    }
  }

  /// Makes one label for each row of those of several supervisors, for the transfer, validation and
  /// test rows. Result: `predictions.jsonl`.
  ///
  /// @param members in the study's order
  /// @param combination how
  record Combine(List<Said> members, LabelCombination combination, Data data) implements Step {
    public Combine {
      members = List.copyOf(members);
      Objects.requireNonNull(combination, "combination");
    }
  }

  /// Makes wrong labels of gold ones, for the transfer, validation and test rows, each part at the
  /// same rate. Result: `predictions.jsonl`.
  ///
  /// @param error which rows are wrong, and how many
  /// @param model whose answers tell which; empty where the error needs none
  /// @param seed of what is drawn
  record Simulate(SimulatedError error, Data data, Optional<Said> model, long seed)
      implements Step {
    public Simulate {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(model, "model");
    }
  }

  /// Changes weak labels before a student learns from them. Result: `predictions.jsonl`, of the
  /// transfer rows that stay, then of the validation rows as they were.
  ///
  /// @param labels the step that gave them
  /// @param transforms what is done to them, one after the other
  /// @param features the [Embed] step of the transfer rows; empty where no transform needs it
  /// @param student the [Label] step of a student; empty where no transform needs it
  /// @param seed of what is drawn
  record Relabel(
      StepKey labels,
      List<LabelTransform> transforms,
      Data data,
      Optional<StepKey> features,
      Optional<StepKey> student,
      long seed)
      implements Step {
    public Relabel {
      transforms = List.copyOf(transforms);
      if (transforms.isEmpty()) {
        throw new IllegalArgumentException("there is nothing to do to the labels");
      }
    }
  }

  /// Draws rows of the transfer half that a decoder is shown, with their labels, before each row
  /// that it is asked about. Result: `predictions.jsonl`, of the rows that are shown.
  ///
  /// @param data the rows
  /// @param labels that the rows are shown with; the rows are the same whatever these are, but for
  ///   those that have none
  /// @param count how many
  /// @param model the pretrained decoder
  /// @param fingerprint of the model's bytes
  /// @param precision of matrix products
  /// @param seed of the draw
  record Shots(
      Data data,
      Labels labels,
      int count,
      ModelSpec model,
      String fingerprint,
      Precision precision,
      long seed)
      implements Step {
    public Shots {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1 but was " + count);
      }
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
  /// @param of the [Finetune], [Probe], [Choose], [ImportLabels], [Combine], [Simulate] or [Shots]
  ///   step
  /// @param beside what the model needs to answer, as in [Label]
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
