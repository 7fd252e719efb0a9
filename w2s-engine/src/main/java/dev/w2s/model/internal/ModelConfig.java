package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The options of a config.json. Problems are gathered, and told together by [#check]. An option
/// that nobody asked for is one of them: it may change what the model computes.
final class ModelConfig {
  /// More layers than any model has; shapes of so many can still be listed.
  private static final int MOST_LAYERS = 1000;

  private final Path file;
  private final String prefix;
  private final JsonNode options;
  private final Set<Problem> problems;
  private final Set<String> known = new HashSet<>();

  ModelConfig(Path file, JsonNode options) {
    this(file, "", options, new LinkedHashSet<>());
  }

  private ModelConfig(Path file, String prefix, JsonNode options, Set<Problem> problems) {
    this.file = file;
    this.prefix = prefix;
    this.options = options;
    this.problems = problems;
  }

  /// The value of an option; a missing node where it is not set.
  JsonNode option(String name) {
    known.add(name);
    return options.path(name);
  }

  /// Whether an option says anything at all.
  boolean has(String name) {
    return !option(name).isMissingNode() && !option(name).isNull();
  }

  /// The options within an option; none, and a problem, where it is no object.
  ModelConfig within(String name) {
    JsonNode node = option(name);
    if (!node.isObject()) {
      problem(name, "is " + node + "; an object is needed");
    }
    return new ModelConfig(
        file,
        prefix + name + ".",
        node.isObject() ? node : JsonNodeFactory.instance.objectNode(),
        problems);
  }

  /// No options at all.
  ModelConfig nothing() {
    return new ModelConfig(file, prefix, JsonNodeFactory.instance.objectNode(), problems);
  }

  /// A size, at least 1; 1 and a problem where it is none.
  int size(String name) {
    JsonNode node = option(name);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1) {
      problem(
          name,
          (node.isMissingNode() ? "is missing" : "is " + node)
              + "; a number of at least 1 is needed");
      return 1;
    }
    return node.intValue();
  }

  /// The same, or `fallback` where it is not set or null.
  int size(String name, int fallback) {
    return has(name) ? size(name) : fallback;
  }

  /// A number of at least 0, or what holds where it is not set.
  int count(String name, int fallback) {
    JsonNode node = option(name);
    if (!has(name)) {
      return fallback;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
      problem(name, "is " + node + "; a number of at least 0 is needed");
      return fallback;
    }
    return node.intValue();
  }

  /// How many layers there are.
  int layers(String name) {
    int layers = size(name);
    if (layers > MOST_LAYERS) {
      problem(name, "is " + layers + "; at most " + MOST_LAYERS + " are supported");
      return 1;
    }
    return layers;
  }

  /// Width of each head where heads share the width of the model evenly; a problem where they
  /// cannot.
  int headWidth(String widthName, String headsName) {
    int width = option(widthName).asInt(1);
    int heads = Math.max(1, option(headsName).asInt(1));
    if (width % heads != 0) {
      problem(widthName, width + " is not a multiple of " + headsName + " " + heads);
    }
    return Math.max(1, width / heads);
  }

  /// A positive number; 1 and a problem where it is none.
  double positive(String name) {
    JsonNode node = option(name);
    if (!node.isNumber() || !(node.doubleValue() > 0) || Double.isInfinite(node.doubleValue())) {
      problem(
          name,
          (node.isMissingNode() ? "is missing" : "is " + node) + "; a positive number is needed");
      return 1;
    }
    return node.doubleValue();
  }

  /// The same, or `fallback` where it is not set.
  double positive(String name, double fallback) {
    return option(name).isMissingNode() ? fallback : positive(name);
  }

  /// True or false, or `fallback` where it is not set or null.
  boolean flag(String name, boolean fallback) {
    JsonNode node = option(name);
    if (has(name) && !node.isBoolean()) {
      problem(name, "is " + node + "; true or false is needed");
    }
    return has(name) ? node.asBoolean(fallback) : fallback;
  }

  /// A token id below the size `vocabulary`; `fallback` where it is not set, -1 where it is null.
  int token(String name, String vocabulary, int fallback) {
    JsonNode node = option(name);
    if (node.isMissingNode() || node.isNull()) {
      return node.isNull() ? -1 : fallback;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < 0
        || node.intValue() >= option(vocabulary).asInt(0)) {
      problem(name, "is " + node + "; a token id under " + vocabulary + " is needed");
      return fallback;
    }
    return node.intValue();
  }

  /// The activation of that name; a problem where it is unknown.
  Activation activation(String name, Activation fallback) {
    JsonNode node = option(name);
    if (!has(name)) {
      return fallback;
    }
    Optional<Activation> found = Activation.of(node.asString(""));
    if (found.isEmpty()) {
      problem(name, node + " is not a known activation; known are " + Activation.known());
    }
    return found.orElse(fallback);
  }

  /// Refuses an option that would change the computation, unless it has the one value that is
  /// computed.
  void only(String name, String value) {
    JsonNode node = option(name);
    if (has(name) && !node.asString("").equals(value)) {
      problem(
          name,
          "is "
              + node
              + ", which would change what the model computes; only "
              + value
              + " is supported");
    }
  }

  /// Refuses an option that would change the computation, where it says anything at all.
  void absent(String name) {
    if (has(name) && !(option(name).isContainer() && option(name).isEmpty())) {
      problem(name, "is set, which would change what the model computes; it is not supported");
    }
  }

  /// Options that do not change what the model computes: how it was trained, how it may be used.
  void benign(String... names) {
    known.addAll(Arrays.asList(names));
  }

  /// Tells of an option.
  void problem(String name, String message) {
    problems.add(Problem.in(file, prefix + name + " " + message));
  }

  BadInputException bad(String message) {
    return new BadInputException(Problem.in(file, message));
  }

  /// Refuses options that nobody asked for, unless they are null.
  void refuseUnknown() {
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      if (!known.contains(option.getKey()) && !option.getValue().isNull()) {
        problem(
            option.getKey(),
            "is not a known option, and may change what the model computes;"
                + " where it does not, take it out of the file");
      }
    }
  }

  /// @throws BadInputException with all problems, where there are any
  void check() {
    CommonOptions.read(this);
    refuseUnknown();
    if (!problems.isEmpty()) {
      throw new BadInputException(List.copyOf(problems));
    }
  }
}
