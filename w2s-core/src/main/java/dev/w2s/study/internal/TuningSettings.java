package dev.w2s.study.internal;

import dev.w2s.study.HeadStart;
import dev.w2s.study.Tuning;
import dev.w2s.study.Tuning.Solver;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What of a model is trained, and what its head starts from, as a study file writes them: a word,
/// or a map from a word to its settings, as in `{lora: {rank: 16}}`.
public final class TuningSettings {
  /// About the C = 1 of logistic regressions over 1,000 rows.
  public static final Solver.Lbfgs LBFGS = new Solver.Lbfgs(1e-3, 200);

  /// Rank and scale of the public code of LoRA's most used library.
  public static final Tuning.LowRank LORA = new Tuning.LowRank(8, 16, Tuning.Targets.DEFAULT);

  /// arXiv 2312.09390, appendix D.1.
  private static final Solver.Adam ADAM = new Solver.Adam(1e-3, 128, 200);

  /// Encoders were initialised so, arXiv 1810.04805.
  static final HeadStart HEAD = new HeadStart.Noise(.02);

  private static final Map<String, Tuning> TUNINGS =
      ordered(
          "full", new Tuning.Full(),
          "lora", LORA,
          "probe", new Tuning.Probe(LBFGS),
          "probe-then-full", new Tuning.ProbeThenFull(LBFGS));

  private static final Map<String, HeadStart> HEADS =
      ordered("noise", HEAD, "zero", new HeadStart.Zero());

  private TuningSettings() {}

  static Field<Tuning> tuning(YamlValue value) {
    return value.isMap() ? value.map(TuningSettings::tuning) : value.oneOf(TUNINGS);
  }

  private static Field<Tuning> tuning(YamlMap map) {
    if (map.has("lora")) {
      return map.at("lora").map(TuningSettings::lora);
    }
    if (map.has("probe")) {
      return probe(map.at("probe"), Tuning.Probe::new);
    }
    if (map.has("probe-then-full")) {
      return probe(map.at("probe-then-full"), Tuning.ProbeThenFull::new);
    }
    return map.self()
        .fail(
            "tuning is full, lora, probe or probe-then-full, or one with settings: {lora: {rank: 16}}");
  }

  private static Field<Tuning> lora(YamlMap map) {
    Field<Integer> rank = map.at("rank").integer(1).or(LORA.rank());
    Field<Double> alpha = map.at("alpha").positive().or(LORA.alpha());
    Field<Tuning.Targets> targets =
        map.at("targets").oneOf(Tuning.Targets.class).or(LORA.targets());
    return map.build(() -> new Tuning.LowRank(rank.value(), alpha.value(), targets.value()));
  }

  private static Field<Tuning> probe(YamlValue value, Function<Solver, Tuning> tuning) {
    return value.map(map -> {
      Map<String, BiFunction<YamlMap, Function<Solver, Tuning>, Field<Tuning>>> solvers =
          ordered("lbfgs", TuningSettings::lbfgs, "adam", TuningSettings::adam);
      return map.at("solver")
          .oneOf(solvers)
          .or(TuningSettings::lbfgs)
          .map(solver -> solver.apply(map, tuning).value());
    });
  }

  private static Field<Tuning> lbfgs(YamlMap map, Function<Solver, Tuning> tuning) {
    Field<Double> l2 = map.at("l2").notNegative().or(LBFGS.l2());
    Field<Integer> iterations = map.at("iterations").integer(1).or(LBFGS.iterations());
    return map.build(() -> tuning.apply(new Solver.Lbfgs(l2.value(), iterations.value())));
  }

  private static Field<Tuning> adam(YamlMap map, Function<Solver, Tuning> tuning) {
    Field<Double> rate = map.at("learning-rate").positive().or(ADAM.learningRate());
    Field<Integer> batch = map.at("batch").integer(1).or(ADAM.batch());
    Field<Integer> epochs = map.at("epochs").integer(1).or(ADAM.epochs());
    return map.build(
        () -> tuning.apply(new Solver.Adam(rate.value(), batch.value(), epochs.value())));
  }

  static Field<HeadStart> head(YamlValue value) {
    return value.isMap() ? value.map(TuningSettings::head) : value.oneOf(HEADS);
  }

  private static Field<HeadStart> head(YamlMap map) {
    if (map.has("noise")) {
      return map.at("noise").positive().map(HeadStart.Noise::new);
    }
    if (map.has("words")) {
      return map.at("words").list(YamlValue::text).map(HeadStart.Words::new);
    }
    return map.self()
        .fail("head is noise or zero, or a map: {noise: 0.02}, {words: [\"0\", \"1\"]}");
  }

  /// As a file writes it.
  public static String text(Tuning tuning) {
    return switch (tuning) {
      case Tuning.Full full -> "full";
      case Tuning.LowRank(int rank, double alpha, Tuning.Targets targets) ->
          "{lora: {rank: %d, alpha: %s, targets: %s}}"
              .formatted(rank, RecipeSettings.number(alpha), YamlValue.dashed(targets));
      case Tuning.Probe(Solver solver) -> "{probe: " + text(solver) + "}";
      case Tuning.ProbeThenFull(Solver solver) -> "{probe-then-full: " + text(solver) + "}";
    };
  }

  private static String text(Solver solver) {
    return switch (solver) {
      case Solver.Lbfgs(double l2, int iterations) ->
          "{solver: lbfgs, l2: %s, iterations: %d}"
              .formatted(RecipeSettings.number(l2), iterations);
      case Solver.Adam(double rate, int batch, int epochs) ->
          "{solver: adam, learning-rate: %s, batch: %d, epochs: %d}"
              .formatted(RecipeSettings.number(rate), batch, epochs);
    };
  }

  /// As a file writes it.
  static String text(HeadStart head) {
    return switch (head) {
      case HeadStart.Noise(double deviation) -> "{noise: " + RecipeSettings.number(deviation) + "}";
      case HeadStart.Zero() -> "zero";
      case HeadStart.Words(List<String> words) ->
          "{words: [" + String.join(", ", words.stream().map(YamlText::string).toList()) + "]}";
    };
  }

  private static <T> Map<String, T> ordered(String a, T first, String b, T second) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private static <T> Map<String, T> ordered(
      String a, T first, String b, T second, String c, T third, String d, T fourth) {
    Map<String, T> map = ordered(a, first, b, second);
    map.putAll(ordered(c, third, d, fourth));
    return map;
  }
}
