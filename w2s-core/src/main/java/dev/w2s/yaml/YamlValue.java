package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value of a file and its place. What it should be is said by the method that reads it; where it
/// is something else, a problem is reported and the field is broken. A key without a value
/// (`batch:`) is a problem, too.
public final class YamlValue {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,9})?");
  private static final List<String> NOTHING = List.of("", "~", "null", "Null", "NULL");

  private static final Map<String, Boolean> TRUTHS =
      Map.of(
          "true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);

  private final Context context;
  private final String name;
  private final @Nullable Node node;
  private final Place place;

  YamlValue(Context context, String name, @Nullable Node node, Place place) {
    this.context = context;
    this.name = name;
    this.node = node;
    this.place = place;
  }

  /// The keys that lead here: `rows.train`, `methods[1].name`.
  public String name() {
    return name;
  }

  Place place() {
    return place;
  }

  /// Whether there is a map here.
  public boolean isMap() {
    return node instanceof MappingNode;
  }

  /// Whether there is a list here.
  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /// Reports a problem at this place.
  public <T> Field<T> fail(String message) {
    context.report(place, message);
    return Field.broken(this);
  }

  <T> Field<T> fail(BadInputException problems) {
    context.report(place, problems);
    return Field.broken(this);
  }

  /// Text; numbers and truth values are texts as well.
  public Field<String> text() {
    return scalar("text", scalar -> Optional.of(scalar.getValue()));
  }

  /// A path; relative ones start at the file's own folder.
  public Field<Path> path() {
    return text().map(text -> context.file().resolveSibling(text).normalize());
  }

  /// `true` or `false`.
  public Field<Boolean> truth() {
    return scalar("true or false", scalar -> Optional.ofNullable(TRUTHS.get(plain(scalar))));
  }

  /// A whole number of at least `min`.
  public Field<Integer> integer(int min) {
    return whole(min, Integer.MAX_VALUE).map(BigInteger::intValueExact);
  }

  /// A whole number of 64 bits, of at least `min`.
  public Field<Long> integer64(long min) {
    return whole(min, Long.MAX_VALUE).map(BigInteger::longValueExact);
  }

  private Field<BigInteger> whole(long min, long max) {
    return scalar("a whole number", YamlValue::bigInteger)
        .map(value -> {
          require(value.compareTo(BigInteger.valueOf(min)) >= 0, "at least " + min, value);
          require(value.compareTo(BigInteger.valueOf(max)) <= 0, "at most " + max, value);
          return value;
        });
  }

  private static Optional<BigInteger> bigInteger(ScalarNode scalar) {
    return Optional.of(plain(scalar)).filter(WHOLE.asMatchPredicate()).map(BigInteger::new);
  }

  /// A finite number.
  public Field<Double> number() {
    return scalar(
        "a number",
        scalar ->
            Optional.of(plain(scalar))
                .filter(DECIMAL.asMatchPredicate())
                .map(Double::valueOf)
                .filter(Double::isFinite));
  }

  /// A number above 0.
  public Field<Double> positive() {
    return number()
        .map(value -> {
          require(value > 0, "above 0", value);
          return value;
        });
  }

  /// A number of at least 0.
  public Field<Double> notNegative() {
    return number()
        .map(value -> {
          require(value >= 0, "at least 0", value);
          return value;
        });
  }

  /// A number from 0 to 1.
  public Field<Double> share() {
    return number()
        .map(value -> {
          require(value >= 0 && value <= 1, "between 0 and 1", value);
          return value;
        });
  }

  private void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + rule + " but was " + value);
    }
  }

  /// One of an enum's constants, written as [#dashed] writes it.
  public <E extends Enum<E>> Field<E> oneOf(Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> choices.put(dashed(constant), constant));
    return oneOf(choices);
  }

  /// One of the values that have a name.
  public <T> Field<T> oneOf(Map<String, T> choices) {
    return text()
        .map(text -> {
          T choice = choices.get(text);
          if (choice == null) {
            throw new IllegalArgumentException(
                "unknown %s '%s'; %s"
                    .formatted(name, shortened(text), Suggestion.of(text, choices.keySet())));
          }
          return choice;
        });
  }

  /// The name of a constant in files: `IS_A` is `is-a`.
  public static String dashed(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A list.
  public <T> Field<List<T>> list(Function<YamlValue, Field<T>> item) {
    return switch (node) {
      case null -> Field.absent(this);
      case SequenceNode sequence -> items(sequence, item);
      default -> wrong("a list, [..., ...],");
    };
  }

  /// A list, or a single item without brackets.
  public <T> Field<List<T>> listOrSingle(Function<YamlValue, Field<T>> item) {
    return node == null || isList() ? list(item) : item.apply(this).map(List::of);
  }

  private <T> Field<List<T>> items(SequenceNode sequence, Function<YamlValue, Field<T>> item) {
    List<Field<T>> fields = new ArrayList<>();
    for (Node child : sequence.getValue()) {
      fields.add(item.apply(child(name + "[" + fields.size() + "]", child)));
    }
    return all(() -> fields.stream().map(Field::value).toList());
  }

  /// A map with known keys.
  public <T> Field<T> map(Function<YamlMap, Field<T>> decoder) {
    return switch (node) {
      case null -> Field.absent(this);
      case MappingNode map -> decoder.apply(new YamlMap(context, name, map));
      default -> wrong("a map, {key: value},");
    };
  }

  /// A map with known keys, to be read at once; empty where there is none, or something else, which
  /// is a problem.
  public Optional<YamlMap> open() {
    if (node == null || isMap()) {
      return Optional.ofNullable((MappingNode) node).map(map -> new YamlMap(context, name, map));
    }
    wrong("a map, {key: value},");
    return Optional.empty();
  }

  /// A map with any keys, in the order of the file.
  public <T> Field<Map<String, T>> entries(Function<YamlValue, Field<T>> value) {
    return switch (node) {
      case null -> Field.absent(this);
      case MappingNode map -> entries(map, value);
      default -> wrong("a map, {key: value},");
    };
  }

  private <T> Field<Map<String, T>> entries(MappingNode map, Function<YamlValue, Field<T>> value) {
    YamlMap keys = new YamlMap(context, name, map);
    Map<String, Field<T>> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        fields.computeIfAbsent(key.getValue(), text -> value.apply(keys.at(text)));
      }
    }
    return all(() -> {
      Map<String, T> values = new LinkedHashMap<>();
      fields.forEach((key, field) -> values.put(key, field.value()));
      return Collections.unmodifiableMap(values);
    });
  }

  /// A map of texts, in the order of the file.
  public Field<Map<String, String>> texts() {
    return entries(YamlValue::text);
  }

  /// Text, or a map that says more.
  public <T> Field<T> textOrMap(
      Function<String, ? extends T> text, Function<YamlMap, Field<T>> map) {
    if (isMap()) {
      return map(map);
    }
    return isList() ? wrong("text or a map, {key: value},") : text().map(text);
  }

  /// A word of its own meaning (`auto`, `all`), or what the decoder reads.
  public <T> Field<T> wordOr(String word, T meaning, Function<YamlValue, Field<T>> other) {
    boolean isWord = node instanceof ScalarNode scalar && scalar.getValue().equals(word);
    return isWord ? Field.of(this, meaning) : other.apply(this);
  }

  private <T> Field<T> all(Supplier<T> values) {
    try {
      return Field.of(this, values.get());
    } catch (Field.Unusable e) {
      return Field.broken(this);
    }
  }

  private YamlValue child(String childName, Node child) {
    return new YamlValue(context, childName, child, Place.of(child));
  }

  private <T> Field<T> scalar(String expected, Function<ScalarNode, Optional<T>> parse) {
    return switch (node) {
      case null -> Field.absent(this);
      case ScalarNode scalar when isNothing(scalar) -> wrong(expected);
      case ScalarNode scalar ->
          parse.apply(scalar).map(value -> Field.of(this, value)).orElseGet(() -> wrong(expected));
      default -> wrong(expected);
    };
  }

  private <T> Field<T> wrong(String expected) {
    String found = node == null ? "absent" : kind(node);
    return fail(name + " must be " + expected + " but was " + found);
  }

  /// The text of a number or truth value, which stands without quotes.
  private static String plain(ScalarNode scalar) {
    return scalar.isPlain() ? scalar.getValue() : "";
  }

  private static boolean isNothing(ScalarNode scalar) {
    return scalar.isPlain() && NOTHING.contains(scalar.getValue());
  }

  /// What a node is, for people.
  static String kind(Node node) {
    return switch (node) {
      case MappingNode map -> "a map";
      case SequenceNode sequence -> "a list";
      case ScalarNode scalar when isNothing(scalar) -> "left empty";
      case ScalarNode scalar when scalar.isPlain() -> "'" + shortened(scalar.getValue()) + "'";
      case ScalarNode scalar -> "the text \"" + shortened(scalar.getValue()) + "\"";
      default -> "something else";
    };
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }
}
