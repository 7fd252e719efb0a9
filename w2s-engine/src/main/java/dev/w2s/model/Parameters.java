package dev.w2s.model;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.tensor.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Named weights, in the order they were added. They live as long as the model does, outside any
/// scope.
public final class Parameters {
  private final Map<String, Tensor> byName = new LinkedHashMap<>();

  /// Adds a weight.
  public void add(String name, Tensor weight) {
    if (byName.putIfAbsent(name, weight) != null) {
      throw new IllegalArgumentException("two weights are called " + name);
    }
  }

  /// The weight of that name.
  ///
  /// @throws IllegalArgumentException where there is none
  public Tensor get(String name) {
    Tensor weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("there is no weight called " + name);
    }
    return weight;
  }

  /// All names, in order.
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /// All weights, in the order of their names.
  public List<Tensor> all() {
    return new ArrayList<>(byName.values());
  }

  /// Writes all weights.
  ///
  /// @throws BadInputException where the disk is full or read-only
  public void save(Path file) {
    Safetensors.write(file, byName, Map.of("format", "pt"));
  }

  /// Replaces the weights by those that [#save] wrote.
  ///
  /// @throws BadInputException where the file is damaged, or of another model
  public void restore(Path file) {
    restore(file, names(), true);
  }

  /// Replaces some weights by those of a file that may hold others too.
  ///
  /// @throws BadInputException where the file is damaged, or of another model
  public void restore(Path file, List<String> names) {
    restore(file, names, false);
  }

  private void restore(Path file, List<String> names, boolean alone) {
    try (Safetensors saved = Safetensors.open(file);
        NoGradGuard constant = new NoGradGuard()) {
      if (!saved.names().containsAll(names) || (alone && saved.names().size() > names.size())) {
        throw another(file);
      }
      for (String name : names) {
        restore(get(name), saved.tensor(name), file);
      }
    }
  }

  private static void restore(Tensor weight, Tensor saved, Path file) {
    try (Scope scope = Scope.open()) {
      if (!Arrays.equals(weight.shape(), saved.shape())) {
        throw another(file);
      }
      weight.copy_(saved);
    } finally {
      Scope.free(saved);
    }
  }

  private static BadInputException another(Path file) {
    return new BadInputException(Problem.in(file, "these are the weights of another model"));
  }

  /// Sets whether the weights gather gradients; those of a frozen network do not.
  public void gatherGradients(boolean gather) {
    all().forEach(weight -> weight.requires_grad_(gather));
  }
}
