package dev.w2s.run;

import dev.w2s.chess.Board;
import dev.w2s.chess.Rules;
import dev.w2s.data.Example;
import dev.w2s.data.Match;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Reference;
import dev.w2s.data.Split;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.data.WrittenAnswerFiles;
import dev.w2s.generate.Choice.Sampled;
import dev.w2s.generate.Completion;
import dev.w2s.generate.Generation;
import dev.w2s.generate.Generator;
import dev.w2s.generate.Score;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.study.AnswerGeneration;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.Labelling;
import dev.w2s.study.Plan;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.TrainingLabels;
import dev.w2s.train.Demonstration;
import dev.w2s.train.LanguageTrainer;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passages;
import dev.w2s.train.RowBatches;
import dev.w2s.train.Trained;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Carries out the steps of tasks whose answers are written: a model learns to tell the answers
/// behind their prompts, and is then asked what follows a prompt. What it writes is kept as it is,
/// and beside it, as the class `right` or `wrong`, whether it is the answer: accuracy is then exact
/// match. A student learns from what is written alone.
final class Writing {
  private final StepIndex steps;
  private final Models models;
  private final Kept kept;
  private final Duration checkpointEvery;
  private final BooleanSupplier cancelled;

  Writing(
      Plan plan, Models models, Kept kept, Duration checkpointEvery, BooleanSupplier cancelled) {
    this.steps = new StepIndex(plan);
    this.models = models;
    this.kept = kept;
    this.checkpointEvery = checkpointEvery;
    this.cancelled = cancelled;
  }

  Map<String, Double> finetune(Step.Finetune step, Claim claim, StepProgress progress) {
    List<Demonstration> shown = shown(step);
    try (LoadedModel model = models.loadLanguageModel(step.model())) {
      LanguageTraining training =
          new LanguageTraining(
              Passages.of(model, shown, step.recipe().maxTokens()), step.recipe(), step.seed());
      Trained trained =
          new LanguageTrainer(
                  training,
                  (done, all, loss) -> progress.at(done, all, Finetuning.words(loss)),
                  cancelled,
                  Optional.of(claim.checkpoint()),
                  checkpointEvery,
                  RowBatches.standardTokens())
              .train((LanguageModel) model.body());
      model.body().parameters().save(claim.output().resolve(Artifact.WEIGHTS));
      return Finetuning.kept(trained, claim);
    }
  }

  private List<Demonstration> shown(Step.Finetune step) {
    Function<Example, Optional<String>> answers = answers(step.labels());
    List<Demonstration> shown =
        kept.split(step.data()).rows(step.part()).stream()
            .flatMap(row ->
                answers.apply(row).map(text -> new Demonstration(prompt(row), " " + text)).stream())
            .toList();
    if (shown.isEmpty()) {
      throw new FailedException(
          "the weak labels hold no answer to learn from: the model that gave them wrote nothing");
    }
    return shown;
  }

  private Function<Example, Optional<String>> answers(TrainingLabels labels) {
    return switch (labels) {
      case TrainingLabels.Gold() -> row -> row.reference().map(Reference::text);
      case TrainingLabels.Weak(StepKey from) -> {
        Map<String, String> byId = new HashMap<>();
        kept.answers(from).stream()
            .filter(WrittenAnswer::saysSomething)
            .forEach(answer -> byId.put(answer.id(), answer.text()));
        yield row -> Optional.ofNullable(byId.get(row.id()));
      }
    };
  }

  Map<String, Double> label(Labelling.Label step, Claim claim, StepProgress progress) {
    Split split = kept.split(step.data());
    List<Example> rows =
        Stream.concat(split.transfer().stream(), split.validation().stream()).toList();
    try (Asked asked = ask(step.model())) {
      return answered(
          rows, asked.write(rows, step.generation(), step.data().seed(), progress), claim);
    }
  }

  Map<String, Double> evaluate(Step.Evaluate step, Claim claim, StepProgress progress) {
    List<Example> rows = kept.split(step.data()).test();
    try (Asked asked = ask(step.of())) {
      List<WrittenAnswer> answers =
          asked.write(rows, step.generation(), step.data().seed(), progress);
      Map<String, Double> numbers = new HashMap<>(answered(rows, answers, claim));
      if (reference(rows.getFirst()).match() == Match.MOVE) {
        numbers.putAll(asked.amongLegal(rows, answers));
      }
      return numbers;
    }
  }

  /// Keeps the answers that their writer was surest of: those of the largest share of votes, and of
  /// equals, as all are that were not voted on, those of the highest log probability.
  Map<String, Double> relabel(Labelling.Relabel step, Claim claim) {
    Set<String> transfer = new HashSet<>();
    Split split = kept.split(step.data());
    split.transfer().forEach(row -> transfer.add(row.id()));
    List<WrittenAnswer> all = kept.answers(step.labels());
    List<WrittenAnswer> left =
        all.stream().filter(answer -> transfer.contains(answer.id())).toList();
    int before = left.size();
    for (LabelTransform transform : step.transforms()) {
      left = surest(left, ((LabelTransform.ConfidenceFilter) transform).keep());
    }
    List<WrittenAnswer> validation =
        all.stream().filter(answer -> !transfer.contains(answer.id())).toList();
    List<Example> rows =
        Stream.concat(split.transfer().stream(), split.validation().stream()).toList();
    answered(rows, Stream.concat(left.stream(), validation.stream()).toList(), claim);
    return Map.of("rows", (double) left.size(), "kept", (double) left.size() / before);
  }

  private static List<WrittenAnswer> surest(List<WrittenAnswer> answers, double keep) {
    int out = (int) Math.floor((1 - keep) * answers.size());
    Set<WrittenAnswer> surest =
        new HashSet<>(
            answers.stream()
                .sorted(WrittenAnswer.BY_CONFIDENCE.reversed())
                .limit(answers.size() - out)
                .toList());
    return answers.stream().filter(surest::contains).toList();
  }

  private static Map<String, Double> answered(
      List<Example> rows, List<WrittenAnswer> answers, Claim claim) {
    Map<String, Example> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    List<Prediction> judged =
        answers.stream()
            .map(answer -> judged(Objects.requireNonNull(byId.get(answer.id())), answer))
            .toList();
    WrittenAnswerFiles.write(claim.output().resolve(Artifact.ANSWERS), answers);
    PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), judged);
    long right = judged.stream().filter(answer -> answer.label() == 1).count();
    Map<String, Double> numbers = new HashMap<>();
    numbers.put("rows", (double) answers.size());
    numbers.put("accuracy", answers.isEmpty() ? 0 : (double) right / answers.size());
    answers.stream()
        .flatMapToDouble(answer -> answer.share().stream())
        .average()
        .ifPresent(mean -> numbers.put("vote-share", mean));
    return numbers;
  }

  private static Prediction judged(Example row, WrittenAnswer answer) {
    boolean right = reference(row).isMetBy(answer.text());
    return new Prediction(row.id(), right ? new float[] {0, 1} : new float[] {1, 0});
  }

  private static Reference reference(Example row) {
    return row.reference().orElseThrow();
  }

  private static String prompt(Example row) {
    return row.texts().getFirst();
  }

  private Asked ask(StepKey of) {
    if (!(steps.of(of) instanceof Step.Finetune training)) {
      throw new IllegalArgumentException("step " + of + " writes no answers");
    }
    LoadedModel model = models.loadLanguageModel(training.model());
    try {
      model.body().parameters().restore(kept.weights(of));
      return new Asked(
          model, Generator.of(model, training.recipe().precision()).cancelledWhen(cancelled));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /// A trained model that answers.
  private record Asked(LoadedModel model, Generator generator) implements AutoCloseable {
    private static final String LINE_END = "\n";

    List<WrittenAnswer> write(
        List<Example> rows, AnswerGeneration how, long seed, StepProgress progress) {
      if (rows.isEmpty()) {
        return List.of();
      }
      Match match = reference(rows.getFirst()).match();
      List<List<Completion>> written =
          generator
              .progress((done, all, loss) -> progress.at(done, all, ""))
              .generate(rows.stream().map(Writing::prompt).toList(), generation(how, match, seed));
      List<WrittenAnswer> answers = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        String id = rows.get(i).id();
        answers.add(
            how.sampled()
                ? MajorityAnswer.of(id, written.get(i), match)
                : only(id, written.get(i).getFirst()));
      }
      return answers;
    }

    private static Generation generation(AnswerGeneration how, Match match, long seed) {
      int most = how.mostTokens(match);
      if (!how.sampled()) {
        return Generation.greedy(most, LINE_END);
      }
      Sampled drawn = new Sampled(how.temperature(), how.topK(), how.topP());
      return new Generation(most, List.of(LINE_END), drawn, how.samples(), seed);
    }

    private static WrittenAnswer only(String id, Completion said) {
      return new WrittenAnswer(id, said.text().strip(), said.logProbability());
    }

    /// How often a written move is legal, and how often the likeliest of the legal moves is the
    /// answer.
    Map<String, Double> amongLegal(List<Example> rows, List<WrittenAnswer> answers) {
      List<String> prompts = rows.stream().map(Writing::prompt).toList();
      List<List<String>> legal =
          prompts.stream().map(prompt -> Rules.legal(Board.ofWords(prompt).fen())).toList();
      List<List<Score>> scores =
          generator.score(
              prompts,
              legal.stream()
                  .map(moves -> moves.stream().map(move -> " " + move).toList())
                  .toList());
      long allowed =
          IntStream.range(0, rows.size())
              .filter(i -> legal.get(i).contains(answers.get(i).text()))
              .count();
      long right =
          IntStream.range(0, rows.size())
              .filter(
                  i -> reference(rows.get(i)).isMetBy(legal.get(i).get(likeliest(scores.get(i)))))
              .count();
      return Map.of(
          "legal", (double) allowed / rows.size(),
          "accuracy-among-legal", (double) right / rows.size());
    }

    private static int likeliest(List<Score> scores) {
      return IntStream.range(0, scores.size())
          .boxed()
          .max(Comparator.comparingDouble(i -> scores.get(i).logProbability()))
          .orElseThrow();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
