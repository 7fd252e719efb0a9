package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whether files hold just the tensors that an architecture needs.
final class TensorCheck {
  /// Names that one message shows; more are counted.
  private static final int SHOWN = 8;

  private final Path folder;
  private final Architecture architecture;
  private final List<Problem> problems = new ArrayList<>();

  private TensorCheck(Path folder, Architecture architecture) {
    this.folder = folder;
    this.architecture = architecture;
  }

  /// The tensors that are needed, and those that vocabulary logits need where they are there, under
  /// their published names.
  ///
  /// @throws BadInputException with all that are missing, surplus or misshapen
  static Map<String, StoredTensor> checked(
      Path folder, Architecture architecture, Map<String, StoredTensor> stored) {
    return new TensorCheck(folder, architecture).checked(stored);
  }

  private Map<String, StoredTensor> checked(Map<String, StoredTensor> stored) {
    Map<String, StoredTensor> published = published(stored);
    Map<String, List<Long>> shapes = architecture.shapes();
    Map<String, List<Long>> optional = optional(published);
    Map<String, StoredTensor> needed = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>(shapes.keySet());
    missing.removeAll(published.keySet());
    Set<String> surplus = new TreeSet<>(published.keySet());
    surplus.removeIf(name ->
        shapes.containsKey(name) || optional.containsKey(name) || architecture.isSpare(name));
    shapes.forEach((name, shape) -> addNeeded(name, shape, published, needed));
    optional.forEach((name, shape) -> addNeeded(name, shape, published, needed));
    addProblem("lacks", missing, "these weights, which the architecture in config.json needs");
    addProblem(
        "holds", surplus, "these weights, which the architecture in config.json has no place for");
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return needed;
  }

  /// What only vocabulary logits need: a file may be of a body alone. An encoder's head that is not
  /// of this shape is another head of the same name, which is passed over.
  private Map<String, List<Long>> optional(Map<String, StoredTensor> published) {
    return switch (architecture) {
      case DecoderArchitecture decoder -> decoder.vocabularyShapes();
      case MaskedArchitecture encoder -> {
        Map<String, List<Long>> shapes = new LinkedHashMap<>(encoder.headShapes());
        shapes
            .entrySet()
            .removeIf(needed ->
                published.containsKey(needed.getKey())
                    && !published.get(needed.getKey()).logicalShape().equals(needed.getValue()));
        yield shapes;
      }
    };
  }

  private Map<String, StoredTensor> published(Map<String, StoredTensor> stored) {
    Map<String, StoredTensor> published = new LinkedHashMap<>();
    stored.forEach((name, tensor) -> {
      if (published.putIfAbsent(architecture.published(name), tensor) != null) {
        problems.add(Problem.in(folder, "holds " + architecture.published(name) + " twice"));
      }
    });
    return published;
  }

  private void addNeeded(
      String name,
      List<Long> shape,
      Map<String, StoredTensor> published,
      Map<String, StoredTensor> needed) {
    StoredTensor tensor = published.get(name);
    if (tensor == null) {
      return;
    }
    if (!tensor.logicalShape().equals(shape)) {
      problems.add(
          Problem.in(
              tensor.file(),
              name
                  + " has the shape "
                  + tensor.logicalShape()
                  + " but config.json asks for "
                  + shape));
    } else if (!tensor.type().isWeight()) {
      problems.add(
          Problem.in(
              tensor.file(), name + " is stored in " + tensor.type() + ", which weights are not"));
    }
    needed.put(name, tensor);
  }

  private void addProblem(String verb, Set<String> names, String which) {
    if (!names.isEmpty()) {
      String shown = String.join(", ", names.stream().limit(SHOWN).toList());
      String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
      problems.add(Problem.in(folder, verb + " " + which + ": " + shown + more));
    }
  }
}
