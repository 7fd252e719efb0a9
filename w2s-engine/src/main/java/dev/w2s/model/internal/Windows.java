package dev.w2s.model.internal;

import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// How many tokens each layer of a decoder sees.
final class Windows {
  private static final int PUBLISHED_DEFAULT = 4096;

  private Windows() {}

  /// Every layer sees all that is before it.
  static List<Integer> none(ModelConfig config) {
    return Collections.nCopies(config.layers("num_hidden_layers"), Attention.UNLIMITED);
  }

  /// Every layer sees `sliding_window` tokens, or all where it is null.
  static List<Integer> everywhere(ModelConfig config) {
    return Collections.nCopies(config.layers("num_hidden_layers"), window(config));
  }

  // The published default holds where nothing is said; null says that there is no window.
  private static int window(ModelConfig config) {
    return config.option("sliding_window").isMissingNode()
        ? PUBLISHED_DEFAULT
        : config.size("sliding_window", Attention.UNLIMITED);
  }

  /// The layers that `layer_types` names, or that the family has where it is not set, see
  /// `sliding_window` tokens; the others all.
  static List<Integer> some(ModelConfig config, IntPredicate sliding) {
    int window = window(config);
    int layers = config.layers("num_hidden_layers");
    JsonNode types = config.option("layer_types");
    if (config.has("layer_types") && !(types.isArray() && types.size() == layers)) {
      config.problem("layer_types", "does not name the type of each of " + layers + " layers");
      return none(config);
    }
    return IntStream.range(0, layers)
        .mapToObj(i -> slides(config, i, sliding) ? window : Attention.UNLIMITED)
        .toList();
  }

  private static boolean slides(ModelConfig config, int i, IntPredicate sliding) {
    if (!config.has("layer_types")) {
      return sliding.test(i);
    }
    JsonNode type = config.option("layer_types").get(i);
    String name = type.asString("");
    if (!name.equals("sliding_attention") && !name.equals("full_attention")) {
      config.problem(
          "layer_types", type + " is not known; sliding_attention and full_attention are");
    }
    return name.equals("sliding_attention");
  }
}
