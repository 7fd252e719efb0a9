package dev.w2s.model.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Whether files hold the head of a classifier.
final class HeadCheck {
  private final ModelFiles model;
  private final ClassifierLayout layout;
  private final List<Problem> problems = new ArrayList<>();

  private HeadCheck(ModelFiles model, ClassifierLayout layout) {
    this.model = model;
    this.layout = layout;
  }

  /// The head's tensors, by the names of `layout`.
  ///
  /// @param stored all tensors of the files, under their published names
  /// @throws BadInputException with all that are missing or misshapen
  static Map<String, StoredTensor> checked(
      ModelFiles model, ClassifierLayout layout, Map<String, StoredTensor> stored) {
    return new HeadCheck(model, layout).checked(stored);
  }

  /// The weight of the last layer, `[k, H]`.
  static StoredTensor outer(ClassifierLayout layout, Map<String, StoredTensor> tensors) {
    return Objects.requireNonNull(tensors.get(layout.outer() + ".weight"));
  }

  private Map<String, StoredTensor> checked(Map<String, StoredTensor> stored) {
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : names()) {
      StoredTensor tensor = stored.get(model.whole().published(name));
      if (tensor == null) {
        missing.add(name);
      } else {
        found.put(name, tensor);
      }
    }
    if (!missing.isEmpty()) {
      throw ClassifierFiles.bad(model.folder(), headless(missing));
    }
    checkShapes(found);
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return found;
  }

  private String headless(List<String> missing) {
    return "is no classifier: it lacks "
        + String.join(", ", missing)
        + "; a folder that w2s export wrote is needed, or a published "
        + ClassifierLayout.of(model.family()).architecture();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    if (layout.inner() != null) {
      names.addAll(List.of(layout.inner() + ".weight", layout.inner() + ".bias"));
    }
    names.add(layout.outer() + ".weight");
    if (layout.biased()) {
      names.add(layout.outer() + ".bias");
    }
    return names;
  }

  private void checkShapes(Map<String, StoredTensor> found) {
    long width = model.whole().width();
    List<Long> outer = outer(layout, found).logicalShape();
    long classes = outer.isEmpty() ? 0 : outer.getFirst();
    found.forEach((name, tensor) -> {
      long rows = name.startsWith(layout.outer() + ".") ? classes : width;
      check(name, tensor, name.endsWith(".bias") ? List.of(rows) : List.of(rows, width));
    });
    if (classes < 1) {
      problems.add(
          Problem.in(
              model.folder(),
              "has a head without outputs; a reward model has 1, a classifier at least 2"));
    }
  }

  private void check(String name, StoredTensor tensor, List<Long> shape) {
    if (!tensor.logicalShape().equals(shape)) {
      problems.add(
          Problem.in(
              tensor.file(),
              name + " has the shape " + tensor.logicalShape() + " but needed is " + shape));
    } else if (!tensor.type().isWeight()) {
      problems.add(
          Problem.in(
              tensor.file(), name + " is stored in " + tensor.type() + ", which weights are not"));
    }
  }
}
