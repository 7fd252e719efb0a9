package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The files of a published classifier or reward model, checked against each other, before any
/// weight is read.
///
/// @param model the files of its body
/// @param layout how its head lies in them
/// @param tensors of the head, by the names of `layout`
/// @param labels names of the classes; of a reward model one, that of its score
/// @param maxTokens the longest input
/// @param readsEnds whether what is too long is cut at its start
/// @param fingerprint SHA-256 over all bytes that decide what it computes, in hex
public record ClassifierFiles(
    ModelFiles model,
    ClassifierLayout layout,
    Map<String, StoredTensor> tensors,
    List<String> labels,
    int maxTokens,
    boolean readsEnds,
    String fingerprint) {
  /// Reads the headers of a classifier's files.
  ///
  /// @param folder in the layout of transformers or of sentence-transformers
  /// @throws BadInputException where it is no classifier, or one of another kind
  public static ClassifierFiles read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw bad(
          folder,
          "is no folder of a classifier; one that w2s export wrote is needed, or a published one");
    }
    return Files.exists(folder.resolve(SentenceFolder.MODULES)) ? sentence(folder) : head(folder);
  }

  private static ClassifierFiles sentence(Path folder) {
    SentenceFolder.check(folder);
    ModelFiles model = ModelFolder.read(folder, Optional.empty());
    Path dense = folder.resolve(SentenceFolder.DENSE_WEIGHTS);
    return of(model, ClassifierLayout.DENSE, SafetensorsHeader.read(dense).tensors(), dense);
  }

  /// A classifier of the reference implementation reads the first token, or the last, whatever the
  /// vectors of its body were trained for.
  private static ClassifierFiles head(Path folder) {
    ModelFiles any = ModelFolder.read(folder, Optional.empty());
    Pooling pooling = any.whole().pooling();
    ModelFiles model =
        any.pooling() == pooling ? any : ModelFolder.read(folder, Optional.of(pooling));
    Map<String, StoredTensor> published = new LinkedHashMap<>();
    ModelFolder.weights(folder)
        .forEach((name, tensor) -> published.put(model.whole().published(name), tensor));
    return of(model, ClassifierLayout.of(model.family()), published, null);
  }

  private static ClassifierFiles of(
      ModelFiles model,
      ClassifierLayout layout,
      Map<String, StoredTensor> stored,
      @Nullable Path besideModel) {
    Map<String, StoredTensor> tensors = HeadCheck.checked(model, layout, stored);
    long classes = HeadCheck.outer(layout, tensors).logicalShape().getFirst();
    List<String> labels = ClassNames.read(model.bytes().getFirst(), classes);
    int maxTokens = TokenizerFolder.maxTokens(model);
    boolean readsEnds = classes == 1 && TokenizerFolder.readsEnds(model);
    List<Path> bytes = new ArrayList<>(model.bytes());
    if (besideModel != null) {
      bytes.add(besideModel);
    }
    return new ClassifierFiles(
        model,
        layout,
        tensors,
        labels,
        maxTokens,
        readsEnds,
        Fingerprint.of(model.pooling() + " " + maxTokens + (readsEnds ? " ends" : ""), bytes));
  }

  /// Whether it is a reward model, whose one output is a score.
  public boolean scores() {
    return labels.size() == 1;
  }

  /// Refuses a reward model.
  public ClassifierFiles requireClasses() {
    if (scores()) {
      throw bad(model.folder(), "is a reward model, with one output; a classifier has at least 2");
    }
    return this;
  }

  /// Reads the body's weights; they live outside any scope.
  public Body body() {
    return model.body(new ModelSpec("file:" + model.folder(), OptionalInt.empty()));
  }

  /// Reads the head's weights; they live outside any scope.
  public ClassHead head() {
    try (MappedFiles files = new MappedFiles()) {
      String inner = layout.inner();
      return new ClassHead(
          inner == null ? null : dense(files, inner, true),
          layout.between(),
          dense(files, layout.outer(), layout.biased()));
    }
  }

  private Dense dense(MappedFiles files, String name, boolean biased) {
    return new Dense(
        tensor(files, name + ".weight"), biased ? tensor(files, name + ".bias") : null);
  }

  private Tensor tensor(MappedFiles files, String name) {
    StoredTensor stored = tensors.get(name);
    if (stored == null) {
      throw new IllegalStateException("the head needs " + name + ", which was not checked");
    }
    try (Scope scope = Scope.open()) {
      return scope.keep(Tensors.placed(files.readFloats(stored)));
    }
  }

  static BadInputException bad(Path place, String message) {
    return new BadInputException(Problem.in(place, message));
  }
}
