package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.model.Body;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Models;
import dev.w2s.store.Claim;
import dev.w2s.store.FactNames;
import dev.w2s.study.Plan;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.train.Classifier;
import dev.w2s.train.Embedder;
import dev.w2s.train.FrozenFeatures;
import dev.w2s.train.Outputs;
import dev.w2s.train.Probes;
import dev.w2s.train.RepresentationBound;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Carries out [Step.Embed] and what is made of features: [Step.Probe] and [Step.Bound].
final class Probing {
  private final StepIndex steps;
  private final Bodies bodies;
  private final Kept kept;
  private final BooleanSupplier cancelled;

  Probing(Plan plan, Models models, Kept kept, BooleanSupplier cancelled) {
    this.steps = new StepIndex(plan);
    this.bodies = new Bodies(models, kept);
    this.kept = kept;
    this.cancelled = cancelled;
  }

  Map<String, Double> embed(Step.Embed step, Claim claim, StepProgress progress) {
    List<Example> rows = kept.split(step.data()).rows(step.part());
    Outputs outputs = Outputs.of(kept.examples(step.data().examples()));
    try (Standing standing = standing(step, outputs);
        FrozenFeatures features =
            Embedder.embed(
                standing.body(),
                Finetuning.encoded(rows, standing.model(), step.maxTokens(), outputs),
                step.precision(),
                (done, all, loss) -> progress.at(done, all, ""),
                cancelled)) {
      features.save(claim.output().resolve(Artifact.FEATURES));
      return Map.of("rows", (double) rows.size());
    }
  }

  /// The body that is asked: as it was pretrained, or as a training left it.
  private Standing standing(Step.Embed step, Outputs outputs) {
    if (step.body().isPresent() && !(steps.of(step.body().get()) instanceof Step.Adapt)) {
      return finetuned(step.body().get(), outputs);
    }
    return new Standing(bodies.load(step.model(), step.body()), Optional.empty());
  }

  private Standing finetuned(StepKey key, Outputs outputs) {
    Step.Finetune training =
        steps
            .finetuning(key)
            .orElseThrow(() -> new IllegalArgumentException("step " + key + " trains no body"));
    LoadedModel model = bodies.under(training);
    Classifier classifier = null;
    try {
      classifier = Classifier.of(model, outputs, training.recipe(), training.seed());
      classifier.restore(kept.weights(key));
      return new Standing(model, Optional.of(classifier));
    } catch (RuntimeException e) {
      new Standing(model, Optional.ofNullable(classifier)).close();
      throw e;
    }
  }

  /// A loaded model, and the classifier whose body is asked, where it was trained.
  private record Standing(LoadedModel model, Optional<Classifier> classifier)
      implements AutoCloseable {
    Body body() {
      return classifier.map(Classifier::body).orElseGet(model::body);
    }

    @Override
    public void close() {
      classifier.ifPresent(Classifier::close);
      model.close();
    }
  }

  Map<String, Double> probe(Step.Probe step, Claim claim, StepProgress progress) {
    Outputs outputs = Outputs.of(kept.examples(step.data().examples()));
    List<Example> all = kept.split(step.data()).rows(step.part());
    Targets targets = Targets.of(step.labels(), outputs.classes(), kept);
    List<Example> rows = targets.covered(DrawnRows.of(all, step.drawn().map(kept::drawn)));
    try (FrozenFeatures every = FrozenFeatures.open(kept.features(step.features()));
        FrozenFeatures features = every.only(places(rows, all, outputs.sequences()));
        Classifier classifier = Classifier.probe(features, outputs)) {
      Probes.Solved solved =
          Probes.solve(
              classifier,
              features,
              targets.of(rows),
              step.solver(),
              step.loss(),
              step.seed(),
              (done, total, loss) -> progress.at(done, total, Finetuning.words(loss)),
              cancelled);
      classifier.save(claim.output().resolve(Artifact.WEIGHTS));
      return Map.of("steps", (double) solved.steps(), "loss", solved.loss());
    }
  }

  Map<String, Double> bound(Step.Bound step) {
    try (FrozenFeatures weak = FrozenFeatures.open(kept.features(step.weak()));
        FrozenFeatures strong = FrozenFeatures.open(kept.features(step.strong()))) {
      RepresentationBound bound =
          RepresentationBound.of(weak, strong, Outputs.of(kept.examples(step.data().examples())));
      return Map.of(
          FactNames.BOUND,
          bound.norm(),
          "weak-directions",
          (double) bound.weak(),
          "strong-directions",
          (double) bound.strong());
    }
  }

  /// Where the sequences of each of the rows stand among those of all.
  private static int[] places(List<Example> rows, List<Example> all, int sequences) {
    Map<String, Integer> places = new HashMap<>();
    all.forEach(row -> places.put(row.id(), places.size()));
    return rows.stream()
        .map(row -> places.get(row.id()))
        .flatMapToInt(place -> IntStream.range(place * sequences, (place + 1) * sequences))
        .toArray();
  }
}
