package dev.w2s.model.internal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The options of a rotary embedding. Files of transformers 5 have them in `rope_parameters`; older
/// ones have `rope_theta` and, for scalings, `rope_scaling`.
///
/// @param base of the periods
/// @param dimensions values of each head that are turned, an even number
/// @param scaling how frequencies are changed
/// @param maxTokens the longest row the scaling is meant for
record RotaryConfig(double base, int dimensions, RotaryScaling scaling, int maxTokens) {
  private static final double BASE = 10_000;
  private static final List<String> TYPES =
      List.of("default", "linear", "dynamic", "yarn", "llama3", "longrope");

  /// The older names of base and share, which differ between families.
  ///
  /// @param base of the option that gives the base
  /// @param share of the option that gives the share of a head's values that are turned
  /// @param defaultShare where no option says it
  record Names(String base, String share, double defaultShare) {
    /// Nearly all families: whole heads are turned.
    static final Names COMMON = new Names("rope_theta", "partial_rotary_factor", 1);
  }

  /// Reads and checks them; problems are left in `config`.
  ///
  /// @param headWidth values of each head
  static RotaryConfig read(ModelConfig config, Names names, int headWidth) {
    return new Reader(config, names, headWidth).read();
  }

  /// The rotary embedding itself.
  Rotary rotary() {
    return scaling.rotary(base, dimensions);
  }

  private static final class Reader {
    private final ModelConfig config;
    private final ModelConfig options;
    private final Names names;
    private final int headWidth;
    private final int positions;

    Reader(ModelConfig config, Names names, int headWidth) {
      this.config = config;
      this.names = names;
      this.headWidth = headWidth;
      this.positions = config.size("max_position_embeddings");
      this.options = options(config);
    }

    private static ModelConfig options(ModelConfig config) {
      boolean scaled = config.has("rope_scaling");
      if (config.has("rope_parameters")) {
        if (scaled) {
          config.problem("rope_scaling", "is set beside rope_parameters; only one can hold");
        }
        return config.within("rope_parameters");
      }
      return scaled ? config.within("rope_scaling") : config.nothing();
    }

    RotaryConfig read() {
      double base = number("rope_theta", names.base, BASE);
      double share = number("partial_rotary_factor", names.share, names.defaultShare);
      int dimensions = (int) (headWidth * share);
      if (share > 1 || dimensions % 2 != 0 || dimensions < 2) {
        config.problem(
            names.share,
            share
                + " of heads of width "
                + headWidth
                + " is "
                + dimensions
                + "; an even number of values, and not more than there are, can be turned");
        dimensions = 2;
      }
      RotaryScaling scaling = scaling(dimensions);
      options.refuseUnknown();
      return new RotaryConfig(base, dimensions, scaling, maxTokens(scaling));
    }

    private int maxTokens(RotaryScaling scaling) {
      return scaling instanceof RotaryScaling.LongRope
          ? Math.min(positions, original())
          : positions;
    }

    private double number(String name, String older, double fallback) {
      return options.has(name) ? options.positive(name) : config.positive(older, fallback);
    }

    private RotaryScaling scaling(int dimensions) {
      String type = type();
      return switch (TYPES.indexOf(type)) {
        case 0 -> new RotaryScaling.None();
        case 1 -> new RotaryScaling.Linear(options.positive("factor"));
        case 2 -> dynamic();
        case 3 -> yarn();
        case 4 -> llama3();
        case 5 -> longRope(dimensions);
        default -> unknown(type);
      };
    }

    private String type() {
      JsonNode older = options.option("type");
      JsonNode type = options.has("rope_type") ? options.option("rope_type") : older;
      return type.isMissingNode() ? "default" : type.asString(type.toString());
    }

    private RotaryScaling unknown(String type) {
      options.problem("rope_type", type + " is not a known scaling; known are " + TYPES);
      return new RotaryScaling.None();
    }

    private RotaryScaling dynamic() {
      options.positive("factor");
      if (original() < positions) {
        options.problem(
            "original_max_position_embeddings",
            original()
                + " is less than max_position_embeddings "
                + positions
                + "; with dynamic, frequencies would depend on the longest row of a batch");
      }
      return new RotaryScaling.None();
    }

    private int original() {
      return options.size(
          "original_max_position_embeddings",
          config.size("original_max_position_embeddings", positions));
    }

    private RotaryScaling llama3() {
      double low = options.positive("low_freq_factor");
      double high = options.positive("high_freq_factor");
      if (high <= low) {
        options.problem("high_freq_factor", high + " is not greater than low_freq_factor " + low);
      }
      return new RotaryScaling.Llama3(options.positive("factor"), low, high, original());
    }

    private RotaryScaling yarn() {
      double factor = factor();
      double scale =
          options.has("attention_factor")
              ? options.positive("attention_factor")
              : yarnScale(factor);
      return new RotaryScaling.Yarn(
          factor,
          options.positive("beta_fast", 32),
          options.positive("beta_slow", 1),
          original(),
          options.flag("truncate", true),
          scale);
    }

    private double factor() {
      return options.has("factor") ? options.positive("factor") : (double) positions / original();
    }

    private double yarnScale(double factor) {
      boolean both = options.has("mscale") && options.has("mscale_all_dim");
      return both
          ? yarnScale(factor, options.positive("mscale"))
              / yarnScale(factor, options.positive("mscale_all_dim"))
          : yarnScale(factor, 1);
    }

    private static double yarnScale(double factor, double share) {
      return factor <= 1 ? 1 : .1 * share * Math.log(factor) + 1;
    }

    private RotaryScaling longRope(int dimensions) {
      // For rows longer than those of pretraining, which are not made.
      options.benign("long_factor");
      double factor = factor();
      double scale =
          options.has("attention_factor")
              ? options.positive("attention_factor")
              : longScale(factor);
      return new RotaryScaling.LongRope(shortFactors(dimensions / 2), scale);
    }

    private double longScale(double factor) {
      return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original()));
    }

    private List<Float> shortFactors(int pairs) {
      List<Float> factors = new ArrayList<>();
      for (JsonNode factor : options.option("short_factor")) {
        factors.add(factor.isNumber() ? factor.floatValue() : 0f);
      }
      if (factors.size() != pairs || factors.stream().anyMatch(f -> !(f > 0))) {
        options.problem(
            "short_factor", "is not " + pairs + " positive numbers, one for each pair of values");
      }
      return factors;
    }
  }
}
