package dev.w2s.model;

import dev.w2s.hub.Hub;
import dev.w2s.hub.HubAddress;
import dev.w2s.model.internal.ClassifierFiles;
import dev.w2s.model.internal.ClassifierFolder;
import dev.w2s.model.internal.HubModel;
import dev.w2s.model.internal.ModelFiles;
import dev.w2s.model.internal.ModelFolder;
import dev.w2s.model.internal.ModelSource;
import dev.w2s.model.internal.ModelStore;
import dev.w2s.model.internal.WriterFolder;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelIndex;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.text.Tokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Finds models and loads them: those of the catalogue, those in jars of Maven repositories, those
/// of the Hugging Face hub, and the user's own. Threads may share one.
public final class Models implements ModelIndex {
  private final ModelStore store;
  private final Hub hub;
  private final Map<ModelSpec, ModelFacts> facts = new ConcurrentHashMap<>();

  /// Keeps what is fetched in the standard place: `$W2S_CACHE`, else `$XDG_CACHE_HOME/w2s`, else
  /// the platform's folder for caches.
  public Models(Fetching fetching) {
    this(ModelStore.standardRoot(), fetching);
  }

  /// Keeps what is fetched in a folder.
  public Models(Path cache, Fetching fetching) {
    this(cache, fetching, Hub.ofEnvironment(fetching::fetched));
  }

  /// Keeps what is fetched in a folder; models of the hub come from the hub given, into its own
  /// cache.
  public Models(Path cache, Fetching fetching, Hub hub) {
    this.store = new ModelStore(cache, fetching);
    this.hub = hub;
  }

  /// A model's source with what may move nailed down: a branch of the hub becomes the commit it is
  /// at. Others are as they were.
  public String pinned(ModelSpec model) {
    return switch (ModelSource.parse(model.source())) {
      case ModelSource.Hub(HubAddress address) -> hub.snapshot(address).address().toString();
      case ModelSource.Local local -> model.source();
      case ModelSource.Maven maven -> model.source();
    };
  }

  /// Reads headers only; the tensor library is not started.
  @Override
  public ModelFacts facts(ModelSpec model) {
    return facts.computeIfAbsent(model, spec -> files(spec).facts(spec));
  }

  /// Loads a model into memory that is freed when it is closed.
  ///
  /// @throws dev.w2s.problem.BadInputException where there is no such model, or it is broken or of
  ///   an unknown family
  /// @throws dev.w2s.problem.FailedException where it could not be fetched
  public LoadedModel load(ModelSpec model) {
    ModelFiles files = files(model);
    return load(model, files, () -> files.body(model));
  }

  /// The same with what vocabulary logits need: the body of the result is a [LanguageModel].
  ///
  /// @throws dev.w2s.problem.BadInputException where the model has none, too
  public LoadedModel loadLanguageModel(ModelSpec model) {
    ModelFiles files = files(model);
    return load(model, files, () -> files.languageModel(model));
  }

  /// The same of an encoder: the body of the result is a [MaskedModel]. Where the files lack the
  /// head that it was pretrained with, it has a fresh one.
  ///
  /// @throws dev.w2s.problem.BadInputException where the model is no encoder, too
  public LoadedModel loadMaskedModel(ModelSpec model) {
    ModelFiles files = files(model);
    return load(model, files, () -> files.maskedModel(model));
  }

  /// The same of either: the body of the result is the [LanguageModel] of a decoder, and the
  /// [MaskedModel] of an encoder.
  ///
  /// @throws dev.w2s.problem.BadInputException where it is a decoder without what vocabulary logits
  ///   need, too
  public LoadedModel loadVocabularyModel(ModelSpec model) {
    ModelFiles files = files(model);
    return load(model, files, () -> files.vocabularyModel(model));
  }

  /// Loads a published classifier, or one that [#export] wrote, into memory that is freed when it
  /// is closed.
  ///
  /// @throws dev.w2s.problem.BadInputException where the model has no head of classes, too
  public LoadedClassifier loadClassifier(String source) {
    return LoadedClassifier.load(
        ClassifierFiles.read(path(ModelSource.parse(source))).requireClasses());
  }

  /// Loads what says something of texts: a classifier, a reward model, or a decoder that writes, as
  /// its files say.
  ///
  /// @throws dev.w2s.problem.BadInputException where the model is none of them, too
  public LoadedPredictor loadPredictor(String source) {
    Path folder = path(ModelSource.parse(source));
    if (WriterFolder.isOne(folder)) {
      return loadWriter(ModelFolder.read(folder, Optional.empty()));
    }
    ClassifierFiles files = ClassifierFiles.read(folder);
    return files.scores() ? LoadedRewardModel.load(files) : LoadedClassifier.load(files);
  }

  private LoadedWriter loadWriter(ModelFiles files) {
    ModelSpec all = new ModelSpec("file:" + files.folder(), OptionalInt.empty());
    return new LoadedWriter(
        load(all, files, () -> files.languageModel(all)),
        WriterFolder.answerTokens(files),
        WriterFolder.fingerprint(files));
  }

  /// Writes a trained classifier in the layout in which Python's libraries have it.
  ///
  /// @param model what it was trained from
  /// @param folder which is there, and empty
  /// @return the layout: that of transformers where it can say what the classifier computes
  public ExportLayout export(
      ModelSpec model, ClassifierWeights trained, ClassifierCard card, Path folder) {
    ModelFiles files = files(model);
    int layers = model.layers().orElse(files.whole().layers());
    return ClassifierFolder.write(files, layers, trained, card, folder);
  }

  /// Writes a decoder that was trained to write answers, for transformers.
  ///
  /// @param model what it was trained from
  /// @param trained its weights under their published names, those that lead to the vocabulary too
  /// @param folder which is there, and empty
  public ExportLayout exportWriter(
      ModelSpec model, Parameters trained, WriterCard card, Path folder) {
    ModelFiles files = files(model);
    int layers = model.layers().orElse(files.whole().layers());
    return WriterFolder.write(files, layers, trained, card, folder);
  }

  private LoadedModel load(ModelSpec model, ModelFiles files, Supplier<Body> body) {
    ModelFacts known = facts.computeIfAbsent(model, files::facts);
    Tokenizer tokenizer = Tokenizer.open(files.tokenizer(), files.whole().vocabulary());
    try {
      return new LoadedModel(files, body.get(), tokenizer, known);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private ModelFiles files(ModelSpec model) {
    ModelSource source = ModelSource.parse(model.source());
    Optional<Pooling> published =
        source instanceof ModelSource.Maven maven ? maven.pooling() : Optional.empty();
    ModelFiles files = ModelFolder.read(path(source), model.pooling().or(() -> published));
    if (model.pooling().isPresent()) {
      files.requireSensiblePooling();
    }
    return files;
  }

  private Path path(ModelSource source) {
    return switch (source) {
      case ModelSource.Local(Path path) -> path;
      case ModelSource.Hub(HubAddress address) -> HubModel.folder(hub.snapshot(address));
      case ModelSource.Maven maven -> store.path(maven);
    };
  }
}
