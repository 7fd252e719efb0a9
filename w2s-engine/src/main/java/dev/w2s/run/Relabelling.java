package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Split;
import dev.w2s.label.Evidence;
import dev.w2s.label.LabelTransforms;
import dev.w2s.label.WeakLabels;
import dev.w2s.problem.FailedException;
import dev.w2s.store.Claim;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.Labelling;
import dev.w2s.study.StepKey;
import dev.w2s.tensor.Tensors;
import dev.w2s.train.FrozenFeatures;
import dev.w2s.train.Outputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Carries out [Labelling.Relabel].
final class Relabelling {
  private final Kept kept;

  Relabelling(Kept kept) {
    this.kept = kept;
  }

  Map<String, Double> run(Labelling.Relabel step, Claim claim) {
    Split split = kept.split(step.data());
    Map<String, Prediction> weak = byId(step.labels());
    WeakLabels labels = WeakLabels.of(said(weak, split.transfer(), step.labels()));
    List<Prediction> changed =
        LabelTransforms.apply(
                step.transforms(), labels, evidence(step, split.transfer()), step.seed())
            .predictions();
    PredictionFiles.write(
        claim.output().resolve(Artifact.PREDICTIONS),
        Stream.concat(changed.stream(), said(weak, split.validation(), step.labels()).stream())
            .toList());
    return Map.of("rows", (double) changed.size(), "kept", (double) changed.size() / labels.size());
  }

  private Evidence evidence(Labelling.Relabel step, List<Example> rows) {
    Evidence evidence = Evidence.NONE;
    if (step.features().isPresent()) {
      int sequences = Outputs.of(kept.examples(step.data().examples())).sequences();
      evidence = evidence.withFeatures(features(step.features().get(), sequences));
    }
    if (step.student().isPresent()) {
      List<Prediction> said = said(byId(step.student().get()), rows, step.student().get());
      evidence = evidence.withStudent(WeakLabels.of(said).probabilities());
    }
    return step.transforms().stream().anyMatch(LabelTransform::usesGold)
        ? evidence.withGold(rows.stream().mapToInt(Example::label).toArray())
        : evidence;
  }

  /// One vector for each row; of alternatives theirs side by side.
  private float[][] features(StepKey embedding, int sequences) {
    try (FrozenFeatures features = FrozenFeatures.open(kept.features(embedding))) {
      float[] flat = Tensors.toFloats(features.features());
      int width = sequences * features.width();
      float[][] rows = new float[flat.length / width][width];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(flat, i * width, rows[i], 0, width);
      }
      return rows;
    }
  }

  private Map<String, Prediction> byId(StepKey labels) {
    Map<String, Prediction> byId = new HashMap<>();
    kept.predictions(labels).forEach(label -> byId.put(label.id(), label));
    return byId;
  }

  private static List<Prediction> said(
      Map<String, Prediction> byId, List<Example> rows, StepKey labels) {
    return rows.stream()
        .map(row ->
            Optional.ofNullable(byId.get(row.id()))
                .orElseThrow(() ->
                    new FailedException(
                        "the kept labels of step %s hold none for row '%s'; delete their folder and run again"
                            .formatted(labels.brief(), row.id()))))
        .toList();
  }
}
