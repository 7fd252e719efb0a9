package dev.w2s.data.internal;

import dev.w2s.data.Reading;
import dev.w2s.data.Task;
import dev.w2s.data.TaskEntry;
import dev.w2s.data.internal.Places.Place;
import dev.w2s.data.internal.ReadingDecoder.Parts;
import dev.w2s.data.internal.TaskDraft.Further;
import dev.w2s.data.internal.TaskDraft.Where;
import dev.w2s.hub.Hub;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a task of the keys of its file.
public final class TaskDecoder {
  private static final List<String> ANSWERS = List.of("wrong", "right");
  private static final List<String> COMPLETIONS = List.of("first", "second");

  private final Function<YamlValue, Field<List<Place>>> read;
  private final boolean local;

  /// @param read makes places of a value that are going to be read
  /// @param local whether `local` says where records are, where a file has it
  private TaskDecoder(Function<YamlValue, Field<List<Place>>> read, boolean local) {
    this.read = read;
    this.local = local;
  }

  /// A task whose data lies below its own folder or on the hub. What it names on the hub is fetched
  /// when the rest is right.
  public static Field<Task> beside(YamlMap map, Path folder, Hub hub) {
    return task(map, new Places(folder, false), hub);
  }

  /// A task whose data lies in the folder of all data sets, or else on the hub.
  public static Field<Task> in(YamlMap map, Path data, Hub hub) {
    return task(map, new Places(data, true), hub);
  }

  private static Field<Task> task(YamlMap map, Places places, Hub hub) {
    Field<TaskDraft> draft = new TaskDecoder(places::present, places.local()).draft(map);
    return map.build(() -> draft.value().task(list -> places.sources(list, hub)));
  }

  /// What is said of a task where nothing of it is read.
  public static Field<TaskEntry> entry(YamlMap map) {
    return new TaskDecoder(Places::named, false).draft(map).map(TaskDraft::entry);
  }

  private Field<TaskDraft> draft(YamlMap map) {
    Field<String> name = map.at("task").text().required();
    Field<Integer> version = map.at("version").integer(1).or(1);
    Field<String> description = map.at("description").text().or("");
    Field<String> licence = map.at("licence").text().or("not stated");
    Field<String> origin = map.at("origin").text().or("");
    Field<TaskEntry.Size> size = map.at("size").map(TaskDecoder::size).or(TaskEntry.Size.UNKNOWN);
    Field<List<String>> classes = classes(map);
    Parts parts = new ReadingDecoder(Optional.empty(), classes).parts(map);
    Optional<YamlMap> inner = map.at("local").open();
    Optional<Parts> innerParts = inner.map(new ReadingDecoder(Optional.of(parts), classes)::parts);
    boolean chosen = local && inner.isPresent();
    Field<Where> outerWhere = where(map, parts, !chosen, inner.isEmpty());
    Optional<Field<Where>> innerWhere = innerParts.map(of -> where(of.map(), of, chosen, true));
    Parts around = chosen ? innerParts.orElse(parts) : parts;
    Field<Map<String, Further>> further =
        map.at("tests").entries(value -> further(value, around, classes)).or(Map.of());
    Field<Boolean> balance = map.at("balance").truth().or(true);
    return map.build(() ->
        new TaskDraft(
            name.value(),
            version.value(),
            description.value(),
            licence.value(),
            origin.value(),
            size.value(),
            classes.value(),
            chosen ? innerWhere.orElse(outerWhere).value() : outerWhere.value(),
            balance.value(),
            further.value()));
  }

  private static Field<TaskEntry.Size> size(YamlMap map) {
    Field<Optional<Integer>> train = map.at("train").integer(1).optional();
    Field<Optional<Integer>> test = map.at("test").integer(1).optional();
    return map.build(() -> new TaskEntry.Size(train.value(), test.value()));
  }

  private Field<Where> where(YamlMap map, Parts parts, boolean chosen, boolean needed) {
    Field<List<Place>> named = places(map.at("train"), chosen);
    Field<List<Place>> train = needed ? named.required() : named.or(List.of());
    Field<List<Place>> test = places(map.at("test"), chosen).or(List.of());
    Field<Reading> reading = parts.reading();
    return map.build(() -> new Where(train.value(), test.value(), reading.value()));
  }

  private Field<List<Place>> places(YamlValue value, boolean chosen) {
    return chosen ? read.apply(value) : Places.named(value);
  }

  /// A further test set: its files, or a map that also says what is other in its records.
  private Field<Further> further(YamlValue value, Parts around, Field<List<String>> classes) {
    if (!value.isMap()) {
      Field<List<Place>> places = places(value, true);
      Field<Reading> reading = around.reading();
      return places.map(list -> new Further(list, reading.value()));
    }
    return value.map(map -> {
      boolean own = local && map.has("local");
      Field<List<Place>> from = places(map.at("from"), !own).or(List.of());
      Field<List<Place>> localFrom = places(map.at("local"), own).or(List.of());
      Field<Reading> reading =
          new ReadingDecoder(Optional.of(around), classes).parts(map).reading();
      return map.build(() -> new Further(own ? localFrom.value() : from.value(), reading.value()));
    });
  }

  private static Field<List<String>> classes(YamlMap map) {
    Field<List<String>> classes =
        map.at("classes").list(YamlValue::text).map(TaskDecoder::distinct);
    boolean compared = map.has("pair");
    boolean written = map.has("answer") || map.has("puzzle");
    return compared || written || map.has("choices")
        ? classes.map(TaskDecoder::two).or(compared ? COMPLETIONS : ANSWERS)
        : classes.required();
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
          "classes of choices and written answers are two, for a wrong and for the right answer, and of pairs, for the first and the second, but were "
              + classes);
    }
    return classes;
  }
}
