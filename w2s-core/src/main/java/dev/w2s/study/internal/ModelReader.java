package dev.w2s.study.internal;

import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.study.Recipe;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Decodes the models of a study file: a name, or a map of name, layers, pooling and what its
/// training does otherwise.
final class ModelReader {
  /// Word for all layers of a model.
  static final String ALL_LAYERS = "all";

  /// Word for the pooling that a model's publisher says.
  static final String PUBLISHED = "published";

  private static final String FOLDER = "file:";

  private final Path file;
  private final Field<Recipe> common;

  /// A pretrained model and how it is trained.
  record Model(ModelSpec spec, Recipe recipe) {}

  /// @param file of the study, whose folder relative ones start at
  /// @param common the recipe of all models
  ModelReader(Path file, Field<Recipe> common) {
    this.file = file;
    this.common = common;
  }

  /// The same with another recipe for all.
  ModelReader with(Field<Recipe> recipe) {
    return new ModelReader(file, recipe);
  }

  /// The recipe of all models.
  Field<Recipe> common() {
    return common;
  }

  Field<Model> read(YamlValue value) {
    return value.textOrMap(this::named, this::read);
  }

  /// All layers of a model, trained as all are.
  Model named(String text) {
    return new Model(new ModelSpec(source(text), OptionalInt.empty()), common.value());
  }

  Field<Model> read(YamlMap map) {
    Field<String> source = map.at("model").text().map(this::source).required();
    Field<OptionalInt> layers =
        map.at("layers")
            .wordOr(
                ALL_LAYERS,
                OptionalInt.empty(),
                value -> value.integer(1).map(OptionalInt::of).or(OptionalInt.empty()));
    Field<Optional<Pooling>> pooling =
        map.at("pooling")
            .wordOr(
                PUBLISHED,
                Optional.empty(),
                value -> value.oneOf(Pooling.class).map(Optional::of).or(Optional.empty()));
    Field<Recipe> recipe = RecipeSettings.read(map, common);
    return map.build(() ->
        new Model(new ModelSpec(source.value(), layers.value(), pooling.value()), recipe.value()));
  }

  /// A relative folder starts at the study file's own.
  private String source(String text) {
    return text.startsWith(FOLDER)
        ? FOLDER + file.resolveSibling(text.substring(FOLDER.length())).normalize()
        : text;
  }
}
