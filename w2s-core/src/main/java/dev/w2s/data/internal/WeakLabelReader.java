package dev.w2s.data.internal;

import dev.w2s.data.Prediction;
import dev.w2s.problem.Problem;
import dev.w2s.problem.Suggestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes predictions of records of weak labels.
public final class WeakLabelReader {
  private static final double TOLERANCE = 1e-3;

  private final List<String> classes;
  private final Map<String, String> values;

  public WeakLabelReader(List<String> classes) {
    this.classes = classes;
    this.values = ClassNames.values(classes);
  }

  /// Adds what a record says, or tells what is wrong with it.
  public Optional<Problem> read(SourceRecord record, Map<String, Prediction> predictions) {
    try {
      Prediction prediction = new Prediction(record.word("id"), probabilities(record));
      if (predictions.putIfAbsent(prediction.id(), prediction) != null) {
        throw new BadRecord("the id '" + prediction.id() + "' stands in an earlier row, too");
      }
      return Optional.empty();
    } catch (BadRecord e) {
      return Optional.of(record.problem(e.problem()));
    }
  }

  /// Adds the classes that a record names, one or those of its probabilities, or tells what is
  /// wrong with it.
  public static Optional<Problem> addNames(SourceRecord record, Collection<String> names) {
    try {
      names.addAll(names(record));
      return Optional.empty();
    } catch (BadRecord e) {
      return Optional.of(record.problem(e.problem()));
    }
  }

  private static Collection<String> names(SourceRecord record) {
    if (isCertain(record)) {
      return List.of(record.word("label"));
    }
    JsonNode value = given(record);
    if (value instanceof ObjectNode object) {
      return object.propertyNames();
    }
    throw new BadRecord("probabilities without names do not say which classes there are");
  }

  private static boolean isCertain(SourceRecord record) {
    boolean label = record.has("label");
    if (label == record.has("probabilities")) {
      String has = String.join(", ", record.fields().propertyNames());
      throw new BadRecord("a row has either 'label' or 'probabilities' but this has: " + has);
    }
    return label;
  }

  private float[] probabilities(SourceRecord record) {
    return isCertain(record) ? certain(record.word("label")) : normalised(soft(record));
  }

  private float[] certain(String value) {
    String name = values.get(value);
    if (name == null) {
      throw new BadRecord("unknown class '" + value + "'; " + Suggestion.of(value, classes));
    }
    float[] probabilities = new float[classes.size()];
    probabilities[classes.indexOf(name)] = 1;
    return probabilities;
  }

  private double[] soft(SourceRecord record) {
    return switch (given(record)) {
      case ArrayNode list -> byPlace(list);
      case ObjectNode object -> byName(object);
      case JsonNode other ->
          throw new BadRecord("probabilities are a list or an object but were " + Json.kind(other));
    };
  }

  private static JsonNode given(SourceRecord record) {
    JsonNode value = record.field("probabilities");
    return value.isString() ? parse(value.asString()) : value;
  }

  private static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new BadRecord("probabilities are a list or an object but were the text '" + json + "'");
    }
  }

  private double[] byPlace(ArrayNode list) {
    if (list.size() != classes.size()) {
      throw new BadRecord(
          "there are %d probabilities but %d classes: %s"
              .formatted(list.size(), classes.size(), String.join(", ", classes)));
    }
    double[] probabilities = new double[classes.size()];
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = probability(classes.get(c), list.get(c));
    }
    return probabilities;
  }

  private double[] byName(ObjectNode object) {
    Map<String, JsonNode> given = new HashMap<>();
    object.forEachEntry(given::put);
    double[] probabilities = new double[classes.size()];
    for (int c = 0; c < probabilities.length; c++) {
      JsonNode value = given.remove(classes.get(c));
      if (value == null) {
        throw new BadRecord("there is no probability of class '" + classes.get(c) + "'");
      }
      probabilities[c] = probability(classes.get(c), value);
    }
    given.keySet().stream().sorted().findFirst().ifPresent(this::certain);
    return probabilities;
  }

  private static double probability(String name, JsonNode value) {
    if (!value.isNumber() || !(value.asDouble() >= 0)) {
      throw new BadRecord(
          "the probability of class '"
              + name
              + "' must be a number of at least 0 but was "
              + value);
    }
    return value.asDouble();
  }

  private static float[] normalised(double[] probabilities) {
    double sum = 0;
    for (double p : probabilities) {
      sum += p;
    }
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new BadRecord("the probabilities sum to " + (float) sum + "; they must sum to 1");
    }
    float[] scaled = new float[probabilities.length];
    for (int c = 0; c < scaled.length; c++) {
      scaled[c] = (float) (probabilities[c] / sum);
    }
    return scaled;
  }
}
