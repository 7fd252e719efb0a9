package dev.w2s.run;

import dev.w2s.data.Examples;
import dev.w2s.data.Reference;
import dev.w2s.file.DurableFiles;
import dev.w2s.model.ClassifierCard;
import dev.w2s.model.ClassifierWeights;
import dev.w2s.model.ExportLayout;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.model.Parameters;
import dev.w2s.model.WriterCard;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import dev.w2s.study.Labelling;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.Tuning;
import dev.w2s.train.Classifier;
import dev.w2s.train.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes models that a study trained as folders for other programs. A folder is there whole or not
/// at all.
public final class Exporter {
  private final Models models;
  private final Kept kept;
  private final Bodies bodies;

  /// @param models where pretrained models come from
  /// @param kept finished steps; the weights of what is exported are among them
  public Exporter(Models models, Kept kept) {
    this.models = models;
    this.kept = kept;
    this.bodies = new Bodies(models, kept);
  }

  /// Refuses a place that something lies at already.
  ///
  /// @throws BadInputException where it is no empty folder
  public static void requireFree(Path folder) {
    if (Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new BadInputException(
          Problem.in(folder, "is there already, and not empty; name another folder, or delete it"));
    }
  }

  /// The steps whose weights a trained model is written from: its own training's, and those of the
  /// body that low-rank changes and probes stand on, where that was finetuned first.
  public static Set<StepKey> weights(PlannedStep training, Plan plan) {
    Stream<StepKey> body =
        switch (training.step()) {
          case Step.Finetune step -> bodyUnder(step);
          case Step.Choose step -> bodyUnder(finetuning(training, plan));
          case Step.Probe step -> features(step, plan).body().stream();
          case Step.MakeExamples _,
              Step.Adapt _,
              Step.Draw _,
              Step.Embed _,
              Labelling.Label _,
              Labelling.ImportLabels _,
              Labelling.Combine _,
              Labelling.Simulate _,
              Labelling.Relabel _,
              Labelling.Shots _,
              Step.Bound _,
              Step.Evaluate _ ->
              throw noModel(training);
        };
    return Stream.concat(Stream.of(training.key()), body).collect(Collectors.toSet());
  }

  private static Stream<StepKey> bodyUnder(Step.Finetune training) {
    return training.recipe().tuning() instanceof Tuning.LowRank
        ? training.body().stream()
        : Stream.empty();
  }

  /// Writes a trained model.
  ///
  /// @param training a finished training whose weights are in the store
  /// @param plan it is a step of
  /// @param folder made, with those above it
  public ExportLayout write(PlannedStep training, Plan plan, Path folder) {
    requireFree(folder);
    Path unfinished = folder.toAbsolutePath().resolveSibling(".w2s-export-" + UUID.randomUUID());
    try {
      Files.createDirectories(unfinished);
      ExportLayout layout = fill(training, plan, unfinished);
      Files.deleteIfExists(folder);
      DurableFiles.move(unfinished, folder);
      return layout;
    } catch (IOException e) {
      throw IoFailure.of(e, folder);
    } finally {
      discard(unfinished);
    }
  }

  private ExportLayout fill(PlannedStep training, Plan plan, Path folder) {
    return switch (training.step()) {
      case Step.Finetune step -> finetuned(step, training, plan, folder);
      case Step.Choose step -> finetuned(finetuning(training, plan), training, plan, folder);
      case Step.Probe step -> probed(step, training, plan, folder);
      case Step.MakeExamples _,
          Step.Adapt _,
          Step.Draw _,
          Step.Embed _,
          Labelling.Label _,
          Labelling.ImportLabels _,
          Labelling.Combine _,
          Labelling.Simulate _,
          Labelling.Shots _,
          Step.Bound _,
          Labelling.Relabel _,
          Step.Evaluate _ ->
          throw noModel(training);
    };
  }

  private static IllegalArgumentException noModel(PlannedStep step) {
    return new IllegalArgumentException(step.title() + " trains no model");
  }

  private ExportLayout finetuned(Step.Finetune step, PlannedStep training, Plan plan, Path folder) {
    Examples examples = kept.examples(step.data().examples());
    if (examples.written()) {
      return writing(step, examples, training, plan, folder);
    }
    try (LoadedModel model = bodies.under(step);
        Classifier classifier =
            Classifier.of(model, Outputs.of(examples), step.recipe(), step.seed())) {
      classifier.restore(kept.weights(training.key()));
      classifier.merge();
      ClassifierCard card =
          card(title(training, plan, step.model()), examples, step.recipe().maxTokens(), model);
      return models.export(step.model(), weights(model, classifier), card, folder);
    }
  }

  private ExportLayout writing(
      Step.Finetune step, Examples examples, PlannedStep training, Plan plan, Path folder) {
    Reference answer = examples.train().getFirst().reference().orElseThrow();
    try (LoadedModel model = models.loadLanguageModel(step.model())) {
      model.body().parameters().restore(kept.weights(training.key()));
      WriterCard card =
          new WriterCard(
              title(training, plan, step.model()),
              plan.study().generation().mostTokens(answer.match()));
      return models.exportWriter(step.model(), model.body().parameters(), card, folder);
    }
  }

  /// A probe's weights are its head alone; the body is as it was pretrained.
  private ExportLayout probed(Step.Probe step, PlannedStep training, Plan plan, Path folder) {
    Examples examples = kept.examples(step.data().examples());
    Step.Embed features = features(step, plan);
    try (LoadedModel model = bodies.load(features.model(), features.body());
        Classifier classifier = Classifier.fresh(model.body(), Outputs.of(examples), step.seed())) {
      classifier.restoreHead(kept.weights(training.key()));
      ClassifierCard card =
          card(title(training, plan, features.model()), examples, features.maxTokens(), model);
      return models.export(features.model(), weights(model, classifier), card, folder);
    }
  }

  private static Step.Embed features(Step.Probe probe, Plan plan) {
    return (Step.Embed) new StepIndex(plan).of(probe.features());
  }

  private static Step.Finetune finetuning(PlannedStep training, Plan plan) {
    return new StepIndex(plan).finetuning(training.key()).orElseThrow(() -> noModel(training));
  }

  private static String title(PlannedStep training, Plan plan, ModelSpec source) {
    return "%s, %s, from %s".formatted(plan.study().task().name(), training.title(), source);
  }

  private static ClassifierCard card(
      String title, Examples examples, int mostTokens, LoadedModel model) {
    int maxTokens = Math.min(mostTokens, model.facts().maxTokens());
    return examples.comparisons()
        ? ClassifierCard.ofReward(title, maxTokens)
        : new ClassifierCard(title, examples.classes(), maxTokens);
  }

  private static ClassifierWeights weights(LoadedModel model, Classifier classifier) {
    Parameters trained = classifier.parameters();
    return new ClassifierWeights(
        model.body().parameters(),
        trained.get("head.weight"),
        trained.names().contains("head.bias") ? trained.get("head.bias") : null);
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw IoFailure.of(e, path);
    }
  }

  private static void discard(Path unfinished) {
    try {
      DurableFiles.deleteTree(unfinished);
    } catch (IOException e) {
      throw IoFailure.of(e, unfinished);
    }
  }
}
