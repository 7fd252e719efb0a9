package dev.w2s.study.internal;

import dev.w2s.study.LabelCombination;
import dev.w2s.study.Recipe;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Supervisor;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;
import dev.w2s.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Decodes where a study's weak labels come from: a model, a file of labels or votes, several of
/// those, or gold labels with simulated errors.
final class SupervisorReader {
  private final ModelReader models;

  /// @param models reads models as a study trains them
  SupervisorReader(ModelReader models) {
    this.models = models.with(models.common().map(Recipe::withoutValidation));
  }

  Field<Supervisor> read(YamlValue value) {
    return value.textOrMap(text -> trained(models.named(text)), this::read);
  }

  private Field<Supervisor> read(YamlMap map) {
    if (map.has("several")) {
      return several(map);
    }
    if (map.has("errors")) {
      return simulated(map);
    }
    return map.has("labels") || map.has("votes") ? file(map) : model(map);
  }

  private static Supervisor.Trained trained(ModelReader.Model model) {
    return new Supervisor.Trained(model.spec(), model.recipe());
  }

  private Field<Supervisor> model(YamlMap map) {
    Field<ModelReader.Model> model = models.read(map);
    if (!map.has("combine")) {
      return map.build(() -> trained(model.value()));
    }
    Field<LabelCombination.Boosting> how =
        LabelCombinationSettings.read(map.at("combine")).required().map(SupervisorReader::boosting);
    return map.build(() -> new Supervisor.Boosted(trained(model.value()), how.value()));
  }

  private static LabelCombination.Boosting boosting(LabelCombination combination) {
    if (combination instanceof LabelCombination.Boosting boosting) {
      return boosting;
    }
    throw new IllegalArgumentException(
        "one model is trained several times by boosting, but not by %s, which is for several: [...]"
            .formatted(combination.name()));
  }

  private static Field<Supervisor> file(YamlMap map) {
    boolean votes = map.has("votes");
    Field<Path> path = map.at(votes ? "votes" : "labels").path();
    if (map.has("model")) {
      return map.at("model").fail("weak labels come from a model or from a file, not from both");
    }
    if (!votes) {
      return map.build(() -> new Supervisor.Labels(path.value()));
    }
    if (map.has("labels")) {
      return map.at("labels").fail("weak labels are labels or votes, not both");
    }
    Field<LabelCombination> how = combination(map, new LabelCombination.MajorityVote());
    return map.build(() -> new Supervisor.Labels(path.value(), Optional.of(how.value())));
  }

  private Field<Supervisor> several(YamlMap map) {
    Field<List<Supervisor>> members = map.at("several").list(this::read).required();
    Field<LabelCombination> how = combination(map, new LabelCombination.Mean());
    return map.build(() -> new Supervisor.Several(members.value(), how.value()));
  }

  private static Field<LabelCombination> combination(YamlMap map, LabelCombination standard) {
    return LabelCombinationSettings.read(map.at("combine")).or(standard);
  }

  private Field<Supervisor> simulated(YamlMap map) {
    Field<SimulatedError> error = SimulatedErrorSettings.read(map);
    Field<Optional<Supervisor.Trained>> of =
        models.read(map.at("of")).map(SupervisorReader::trained).optional();
    return map.build(() -> new Supervisor.Simulated(error.value(), of.value()));
  }
}
