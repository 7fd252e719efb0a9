package dev.w2s.model.internal;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// The names that a config.json gives a classifier's outputs.
final class ClassNames {
  private static final String ONE_OF_MANY = "single_label_classification";
  private static final String SCORE = "regression";

  private ClassNames() {}

  /// The names, in order; `LABEL_0`, ... where the file gives none, as in the reference
  /// implementation.
  ///
  /// @param config the config.json
  /// @param classes outputs that the head has
  static List<String> read(Path config, long classes) {
    JsonNode options = JsonFiles.read(config);
    String problem = options.path("problem_type").asString("");
    String known = classes == 1 ? SCORE : ONE_OF_MANY;
    if (!problem.isEmpty() && !problem.equals(known)) {
      throw ClassifierFiles.bad(
          config,
          "problem_type is %s; of a model with %d output%s only %s is supported"
              .formatted(problem, classes, classes == 1 ? "" : "s", known));
    }
    JsonNode names = options.path("id2label");
    if (names.isMissingNode() || names.isNull()) {
      return LongStream.range(0, classes).mapToObj(c -> "LABEL_" + c).toList();
    }
    return named(config, names, classes);
  }

  private static List<String> named(Path config, JsonNode names, long classes) {
    List<String> labels =
        LongStream.range(0, classes)
            .mapToObj(c -> names.path(Long.toString(c)).asString(""))
            .toList();
    if (names.size() != classes || labels.contains("")) {
      throw ClassifierFiles.bad(
          config,
          "id2label is "
              + names
              + "; a name for each of the head's "
              + classes
              + " outputs is needed");
    }
    if (new HashSet<>(labels).size() < labels.size()) {
      throw ClassifierFiles.bad(config, "id2label gives two outputs one name: " + names);
    }
    return labels;
  }
}
