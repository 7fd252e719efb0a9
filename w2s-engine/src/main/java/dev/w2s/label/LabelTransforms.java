package dev.w2s.label;

import dev.w2s.label.internal.ChannelPosterior;
import dev.w2s.label.internal.Draws;
import dev.w2s.label.internal.Filters;
import dev.w2s.label.internal.Folds;
import dev.w2s.label.internal.Neighbours;
import dev.w2s.label.internal.Rows;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.LabelTransform.Anchor;
import dev.w2s.study.LabelTransform.ConfidenceFilter;
import dev.w2s.study.LabelTransform.Custom;
import dev.w2s.study.LabelTransform.LogisticFilter;
import dev.w2s.study.LabelTransform.LogisticRelabel;
import dev.w2s.study.LabelTransform.NeighbourFilter;
import dev.w2s.study.LabelTransform.NeighbourRelabel;
import dev.w2s.study.LabelTransform.NoisyChannel;
import dev.w2s.study.LabelTransform.Prior;
import dev.w2s.study.LabelTransform.TopologicalFilter;
import dev.w2s.study.LabelTransformDescription;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Carries out label transforms. The same labels, evidence and seed give the same bits.
public final class LabelTransforms {
  private LabelTransforms() {}

  /// The labels after several transforms, one after the other.
  ///
  /// @param evidence of the rows of the labels, in their order
  public static WeakLabels apply(
      List<LabelTransform> transforms, WeakLabels labels, Evidence evidence, long seed) {
    WeakLabels done = labels;
    for (LabelTransform transform : transforms) {
      done = apply(transform, done, evidence.only(places(done.ids(), labels.ids())), seed);
    }
    return done;
  }

  private static int[] places(List<String> ids, List<String> among) {
    Map<String, Integer> places = new HashMap<>();
    for (String id : among) {
      places.put(id, places.size());
    }
    return ids.stream().map(places::get).mapToInt(Integer::intValue).toArray();
  }

  /// The labels after a transform; of a filter, the rows that stay, in their order.
  ///
  /// @param evidence what the transform needs, of the rows of the labels, in their order
  /// @param seed draws folds and anchors
  /// @throws BadInputException where there are fewer rows than the settings ask for, or none stays
  /// @throws IllegalArgumentException where the evidence lacks what the transform needs
  public static WeakLabels apply(
      LabelTransform transform, WeakLabels labels, Evidence evidence, long seed) {
    double[][] w = labels.probabilities();
    return switch (transform) {
      case ConfidenceFilter filter -> stay(filter, Filters.confident(filter, w), labels);
      case NeighbourFilter(int neighbours, OptionalDouble keep) ->
          stay(
              transform,
              Filters.near(w, neighbourhood(neighbours, labels, evidence), keep),
              labels);
      case NeighbourRelabel(int neighbours, double weight) ->
          labels.with(Rows.blend(w, neighbourhood(neighbours, labels, evidence), weight));
      case LogisticFilter(double l2, int folds, OptionalDouble keep) -> {
        double[][] judged = folds(folds, l2, labels, evidence, seed).predict(w);
        yield stay(transform, Filters.near(w, judged, keep), labels);
      }
      case LogisticRelabel(double l2, int folds, double weight) ->
          labels.with(Rows.blend(w, folds(folds, l2, labels, evidence, seed).predict(w), weight));
      case TopologicalFilter filter ->
          stay(filter, Filters.connected(filter, w, evidence.featuresOf(w.length)), labels);
      case NoisyChannel(Prior prior, int iterations, double smoothing) ->
          labels.with(
              ChannelPosterior.of(w, prior(prior, labels, evidence, seed), iterations, smoothing));
      case Anchor(int rows) -> anchored(rows, labels, evidence, seed);
      case Custom custom -> custom(custom, labels, evidence, seed);
    };
  }

  private static WeakLabels custom(
      Custom transform, WeakLabels labels, Evidence evidence, long seed) {
    LabelTransformProvider provider =
        LabelTransformDescription.able(
            transform.name(), transform.version(), LabelTransformProvider.class);
    WeakLabels changed = provider.apply(labels, evidence, transform.settings(), seed);
    Set<String> known = new HashSet<>(labels.ids());
    if (!known.containsAll(changed.ids())
        || (changed.size() > 0 && changed.classes() != labels.classes())) {
      throw new BadInputException(
          "the label transform '%s' gives labels of rows or classes that are not there"
              .formatted(transform.name()));
    }
    return stay(transform, changed, labels);
  }

  private static WeakLabels stay(LabelTransform filter, int[] rows, WeakLabels labels) {
    return stay(filter, labels.only(rows), labels);
  }

  private static WeakLabels stay(LabelTransform filter, WeakLabels left, WeakLabels labels) {
    if (left.size() == 0) {
      throw new BadInputException(
          "%s leaves none of %d rows; weaken it".formatted(filter.name(), labels.size()));
    }
    return left;
  }

  private static double[][] neighbourhood(int k, WeakLabels labels, Evidence evidence) {
    int[][] nearest = Neighbours.nearest(evidence.featuresOf(labels.size()), k);
    return Neighbours.mean(nearest, labels.probabilities());
  }

  private static Folds folds(
      int folds, double l2, WeakLabels labels, Evidence evidence, long seed) {
    return new Folds(evidence.featuresOf(labels.size()), folds, l2, seed);
  }

  private static UnaryOperator<double[][]> prior(
      Prior prior, WeakLabels labels, Evidence evidence, long seed) {
    return switch (prior) {
      case Prior.Logistic(double l2, int folds) ->
          folds(folds, l2, labels, evidence, seed)::predict;
      case Prior.Student() -> {
        double[][] student = evidence.studentOf(labels.size());
        yield posteriors -> student;
      }
    };
  }

  private static WeakLabels anchored(int rows, WeakLabels labels, Evidence evidence, long seed) {
    if (rows > labels.size()) {
      throw new BadInputException(
          "anchor asks for gold labels of %d rows but there are %d; lower rows"
              .formatted(rows, labels.size()));
    }
    int[] gold = evidence.goldOf(labels.size());
    double[][] anchored = labels.probabilities().clone();
    int[] drawn = new Draws(Draws.Purpose.ANCHORS, seed).shuffled(Rows.all(labels.size()));
    for (int row : Arrays.copyOf(drawn, rows)) {
      anchored[row] = Rows.certain(gold[row], labels.classes());
    }
    return labels.with(anchored);
  }
}
