package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A map with known keys: those that [#at] was called with. Keys that nobody asked for, and keys
/// given twice, are problems.
public final class YamlMap {
  private record Entry(Place key, Node value) {}

  private final Context context;
  private final YamlValue self;
  private final String name;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  YamlMap(Context context, String name, MappingNode node) {
    this.context = context;
    this.name = name;
    this.self = new YamlValue(context, name, node, Place.of(node));
    node.getValue().forEach(this::add);
    context.opened(this);
  }

  private void add(NodeTuple tuple) {
    Node key = tuple.getKeyNode();
    if (!(key instanceof ScalarNode scalar)) {
      context.report(Place.of(key), "a key must be one word but was " + YamlValue.kind(key));
      return;
    }
    Entry first =
        entries.putIfAbsent(scalar.getValue(), new Entry(Place.of(key), tuple.getValueNode()));
    if (first != null) {
      context.report(
          Place.of(key),
          "key '%s' is given twice; the first is in line %d"
              .formatted(scalar.getValue(), first.key().line()));
    }
  }

  /// The value of a key, which is thereby known; an absent value where the map lacks it.
  public YamlValue at(String key) {
    known.add(key);
    Entry entry = entries.get(key);
    String path = name.isEmpty() ? key : name + "." + key;
    return entry == null
        ? new YamlValue(context, path, null, self.place())
        : new YamlValue(context, path, entry.value(), Place.of(entry.value()));
  }

  /// Whether the map holds a key, which is thereby known.
  public boolean has(String key) {
    known.add(key);
    return entries.containsKey(key);
  }

  /// The map as a value, for its place.
  public YamlValue self() {
    return self;
  }

  /// Builds a record of values that were read from this map; broken where one of them is. An
  /// [IllegalArgumentException] of the record becomes a problem: at the key that its message starts
  /// with (`alpha-max must ...`, `rows.train must ...`), or else at the map.
  public <T> Field<T> build(Supplier<T> record) {
    try {
      return Field.of(self, record.get());
    } catch (Field.Unusable e) {
      return Field.broken(self);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      context.report(placeOf(message), message);
      return Field.broken(self);
    } catch (BadInputException e) {
      return self.fail(e);
    }
  }

  private Place placeOf(String message) {
    String subject = message.split(" ", 2)[0];
    Entry whole = entries.get(subject.split("\\.", 2)[0]);
    if (whole == null) {
      Entry last = entries.get(subject.substring(subject.lastIndexOf('.') + 1));
      return last == null ? self.place() : Place.of(last.value());
    }
    return whole.value() instanceof MappingNode map && subject.contains(".")
        ? placeIn(map, subject.substring(subject.indexOf('.') + 1))
        : Place.of(whole.value());
  }

  private static Place placeIn(MappingNode map, String key) {
    return map.getValue().stream()
        .filter(
            tuple -> tuple.getKeyNode() instanceof ScalarNode text && text.getValue().equals(key))
        .findFirst()
        .map(tuple -> Place.of(tuple.getValueNode()))
        .orElse(Place.of(map));
  }

  void reportUnknownKeys() {
    entries.forEach((key, entry) -> {
      if (!known.contains(key)) {
        context.report(entry.key(), "unknown key '" + key + "'; " + Suggestion.of(key, known));
      }
    });
  }
}
