package dev.w2s.data.internal;

import dev.w2s.data.Reading;
import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Naming;
import dev.w2s.data.Source;
import dev.w2s.data.Task;
import dev.w2s.hub.Hub;
import dev.w2s.hub.HubAddress;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes a task of the keys of its file.
public final class TaskDecoder {
  private static final List<String> PAIR = List.of("wrong", "right");

  private final Path data;
  private final Hub hub;

  /// @param data what relative paths start at
  public TaskDecoder(Path data, Hub hub) {
    this.data = data;
    this.hub = hub;
  }

  /// The task, or its problems.
  public Field<Task> task(YamlMap map) {
    Field<String> name = map.at("task").text().required();
    Field<Integer> version = map.at("version").integer(1).or(1);
    Field<String> description = map.at("description").text().or("");
    Field<String> licence = map.at("licence").text().or("not stated");
    Field<List<String>> classes = classes(map);
    Field<List<Place>> train = places(map.at("train")).required();
    Field<List<Place>> test = places(map.at("test")).or(List.of());
    Field<Reading> reading = reading(map, classes);
    Field<Boolean> balance = map.at("balance").truth().or(true);
    return map.build(() ->
        new Task(
            name.value(),
            version.value(),
            description.value(),
            licence.value(),
            classes.value(),
            sources(train.value()),
            sources(test.value()),
            reading.value(),
            balance.value()));
  }

  private static Field<List<String>> classes(YamlMap map) {
    Field<List<String>> classes =
        map.at("classes").list(YamlValue::text).map(TaskDecoder::distinct);
    return map.has("choices") ? classes.map(TaskDecoder::two).or(PAIR) : classes.required();
  }

  private static List<String> distinct(List<String> classes) {
    Set<String> seen = new HashSet<>();
    for (String name : classes) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("classes names '" + name + "' twice");
      }
    }
    return atLeastTwo(classes);
  }

  private static List<String> atLeastTwo(List<String> classes) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException("classes must be at least 2 but were " + classes);
    }
    return classes;
  }

  private static List<String> two(List<String> classes) {
    if (classes.size() != 2) {
      throw new IllegalArgumentException(
          "classes of choices are two, for a wrong and for the right answer, but were " + classes);
    }
    return classes;
  }

  /// What a task file names, before anything is fetched.
  private sealed interface Place {
    record Local(Source.File file) implements Place {}

    record Remote(HubAddress address) implements Place {}
  }

  private Field<List<Place>> places(YamlValue value) {
    return value.listOrSingle(item -> item.text().map(this::place));
  }

  private Place place(String text) {
    return text.startsWith(HubAddress.SCHEME)
        ? new Place.Remote(HubFiles.address(text))
        : new Place.Local(file(data.resolve(text).normalize()));
  }

  private List<Source> sources(List<Place> places) {
    return places.stream().flatMap(this::sources).toList();
  }

  private Stream<Source> sources(Place place) {
    return switch (place) {
      case Place.Local(Source.File file) -> Stream.of(file);
      case Place.Remote(HubAddress address) -> HubFiles.fetched(address, hub).stream();
    };
  }

  private static Source.File file(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no such file: " + file);
    }
    if (FileKind.find(file).isEmpty()) {
      throw new IllegalArgumentException(
          "no reader for the ending of " + file + "; known are " + FileKind.ENDINGS);
    }
    return new Source.File(file);
  }

  private static Field<Reading> reading(YamlMap map, Field<List<String>> classes) {
    Field<List<String>> texts =
        map.at("text").listOrSingle(item -> item.text().map(TaskDecoder::template)).required();
    Field<Answer> answer = answer(map, classes);
    Field<Optional<String>> id = map.at("id").text().optional();
    Field<Optional<String>> group = map.at("group").text().optional();
    Field<Optional<String>> difficulty = map.at("difficulty").text().optional();
    return map.build(() ->
        new Reading(
            offering(texts.value(), answer.value()),
            answer.value(),
            id.value(),
            group.value(),
            difficulty.value()));
  }

  private static String template(String text) {
    Template.parse(text);
    return text;
  }

  private static List<String> offering(List<String> texts, Answer answer) {
    boolean offers =
        texts.stream().anyMatch(text -> Template.parse(text).fields().contains("choice"));
    if (answer instanceof Answer.Choices && !offers) {
      throw new IllegalArgumentException(
          "text must hold {choice}, or right and wrong answers would read alike");
    }
    return texts;
  }

  private static Field<Answer> answer(YamlMap map, Field<List<String>> classes) {
    if (map.has("label") == map.has("choices")) {
      return map.self().fail("a task has either 'label' or 'choices'");
    }
    if (map.has("choices")) {
      return map.at("choices").map(TaskDecoder::choices);
    }
    YamlValue label = map.at("label");
    return label.isMap() ? label.map(inner -> label(inner, classes)) : plain(map, classes);
  }

  private static Field<Answer> plain(YamlMap map, Field<List<String>> classes) {
    Field<String> field = map.at("label").text();
    return map.build(
        () -> new Answer.Field(field.value(), ClassNames.values(classes.value()), List.of()));
  }

  private static Field<Answer> label(YamlMap map, Field<List<String>> classes) {
    Field<String> field = map.at("field").text().required();
    Field<Optional<Map<String, String>>> values = map.at("values").texts().optional();
    Field<List<String>> drop = map.at("drop").listOrSingle(YamlValue::text).or(List.of());
    return map.build(() -> {
      List<String> names = classes.value();
      Map<String, String> named =
          values.value().map(v -> onto(v, names)).orElseGet(() -> ClassNames.values(names));
      return new Answer.Field(field.value(), named, drop.value());
    });
  }

  /// Every value gives a class, and every class has a value.
  private static Map<String, String> onto(Map<String, String> values, List<String> classes) {
    Set<String> unknown = new LinkedHashSet<>(values.values());
    classes.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "values give classes that are not among %s: %s"
              .formatted(classes, String.join(", ", unknown)));
    }
    List<String> without = classes.stream().filter(c -> !values.containsValue(c)).toList();
    if (!without.isEmpty()) {
      throw new IllegalArgumentException(
          "values give no label the class " + String.join(", ", without));
    }
    return values;
  }

  private static Field<Answer> choices(YamlMap map) {
    Field<List<String>> options = map.at("options").listOrSingle(YamlValue::text).required();
    Field<Right> right =
        map.at("right").textOrMap(field -> new Right(field, Naming.TEXT), Right::decode).required();
    return map.build(
        () -> new Answer.Choices(options.value(), right.value().field(), right.value().naming()));
  }

  private record Right(String field, Naming naming) {
    static Field<Right> decode(YamlMap map) {
      Field<String> field = map.at("field").text().required();
      Field<Naming> naming = map.at("as").oneOf(Naming.class).or(Naming.TEXT);
      return map.build(() -> new Right(field.value(), naming.value()));
    }
  }
}
