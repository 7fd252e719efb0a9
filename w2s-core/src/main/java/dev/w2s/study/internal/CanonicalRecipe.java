package dev.w2s.study.internal;

import dev.w2s.study.Decay;
import dev.w2s.study.HeadStart;
import dev.w2s.study.Optimiser;
import dev.w2s.study.Precision;
import dev.w2s.study.Recipe;
import dev.w2s.study.Stop;
import dev.w2s.study.Tuning;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The part of a step's canonical JSON that says how a model is trained.
final class CanonicalRecipe {
  private CanonicalRecipe() {}

  /// All settings of a recipe that change what comes out.
  static Map<String, Object> of(Recipe recipe) {
    return switch (recipe) {
      case Recipe(
              int epochs,
              int batch,
              Optimiser optimiser,
              List<Double> learningRates,
              double warmUp,
              Decay decay,
              double weightDecay,
              double clip,
              double ema,
              double dropout,
              int maxTokens,
              Precision precision,
              Tuning tuning,
              HeadStart head,
              // The same bits with or without.
              _,
              Stop stop,
              // What came of it is in the step that a training starts from.
              _) -> {
        Map<String, Object> node = new TreeMap<>();
        node.put("epochs", epochs);
        node.put("batch", batch);
        node.put("optimiser", CanonicalStep.lower(optimiser));
        // A step has one; several are steps of their own.
        learningRates.forEach(rate -> node.put("learning-rate", CanonicalStep.number(rate)));
        node.put("warm-up", CanonicalStep.number(warmUp));
        node.put("decay", CanonicalStep.lower(decay));
        node.put("weight-decay", CanonicalStep.number(weightDecay));
        node.put("clip", CanonicalStep.number(clip));
        node.put("ema", CanonicalStep.number(ema));
        node.put("dropout", CanonicalStep.number(dropout));
        node.put("max-tokens", maxTokens);
        node.put("precision", CanonicalStep.lower(precision));
        node.put("tuning", tuning(tuning));
        node.put("head", head(head));
        node.put("stop", CanonicalStep.lower(stop));
        yield node;
      }
    };
  }

  private static Object tuning(Tuning tuning) {
    return switch (tuning) {
      case Tuning.Full() -> "full";
      case Tuning.LowRank(int rank, double alpha, Tuning.Targets targets) ->
          new TreeMap<>(
              Map.of(
                  "rank",
                  rank,
                  "alpha",
                  CanonicalStep.number(alpha),
                  "targets",
                  CanonicalStep.lower(targets)));
      case Tuning.Probe(Tuning.Solver solver) -> Map.of("probe", of(solver));
      // What the probe was is in the step that it starts from.
      case Tuning.ProbeThenFull(_) -> "full";
    };
  }

  static Map<String, Object> of(Tuning.Solver solver) {
    return new TreeMap<>(
        switch (solver) {
          case Tuning.Solver.Lbfgs(double l2, int iterations) ->
              Map.of("name", "lbfgs", "l2", CanonicalStep.number(l2), "iterations", iterations);
          case Tuning.Solver.Adam(double rate, int batch, int epochs) ->
              Map.of(
                  "name",
                  "adam",
                  "learning-rate",
                  CanonicalStep.number(rate),
                  "batch",
                  batch,
                  "epochs",
                  epochs);
        });
  }

  private static Object head(HeadStart head) {
    return switch (head) {
      case HeadStart.Noise(double deviation) -> Map.of("noise", CanonicalStep.number(deviation));
      case HeadStart.Zero() -> "zero";
      case HeadStart.Words(List<String> words) -> Map.of("words", words);
    };
  }
}
