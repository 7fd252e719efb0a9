package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.MaskedModel;
import dev.w2s.model.Parameters;
import dev.w2s.model.VocabularyModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import tools.jackson.databind.JsonNode;

/// The files of one model, checked against its architecture, before any weight is read.
///
/// @param folder where they lie, for messages
/// @param family of the architecture
/// @param whole the architecture with all its layers
/// @param tensors that the architecture needs, and those that vocabulary logits need where they are
///   there, under their published names
/// @param tokenizer `tokenizer.json` or `vocab.txt`
/// @param pooling how the model gives one vector
/// @param bytes all files that determine what the model computes, in a fixed order
public record ModelFiles(
    Path folder,
    Family family,
    Architecture whole,
    Map<String, StoredTensor> tensors,
    Path tokenizer,
    Pooling pooling,
    List<Path> bytes) {

  private static final List<String> UNCHANGED =
      List.of(
          "config.json",
          "generation_config.json",
          "tokenizer.json",
          "vocab.txt",
          "tokenizer_config.json",
          "modules.json",
          "1_Pooling/config.json");
  private static final String CONFIG = "config.json";
  private static final long ALIGNMENT = 16;
  private static final String GENERATION = "generation_config.json";

  /// Checks files against each other.
  ///
  /// @param stored all tensors of the files under the names they are stored with
  /// @param pooling what the files say; empty where the architecture has to
  /// @throws BadInputException with all missing, surplus and misshapen tensors
  static ModelFiles of(
      Path folder,
      ModelConfig config,
      Map<String, StoredTensor> stored,
      Path tokenizer,
      Optional<Pooling> pooling,
      List<Path> bytes) {
    Family family = Family.of(config);
    Architecture architecture = family.read(config);
    TokenizerVocabulary.check(tokenizer, architecture.vocabulary());
    return new ModelFiles(
        folder,
        family,
        architecture,
        TensorCheck.checked(folder, architecture, stored),
        tokenizer,
        pooling.orElseGet(architecture::pooling),
        bytes);
  }

  /// Refuses a vector that says nothing of its text.
  public void requireSensiblePooling() {
    if (whole instanceof DecoderArchitecture && pooling == Pooling.FIRST) {
      throw bad(
          "is a decoder, whose first token sees no other, so that pooling cannot be first; mean or last is needed");
    }
  }

  /// What the plan has to know.
  public ModelFacts facts(ModelSpec model) {
    Architecture used = used(model);
    long parameters = 0;
    long tables = 0;
    for (String name : used.shapes().keySet()) {
      long values = tensor(name).values();
      parameters += values;
      tables += used.isTable(name) ? values : 0;
    }
    return new ModelFacts(
        Fingerprint.of(pooling.name(), bytes),
        family.modelType(),
        parameters,
        parameters - tables,
        used.layers(),
        used.width(),
        used.maxTokens());
  }

  /// Reads the weights of the layers that are used; they live outside any scope.
  public Body body(ModelSpec model) {
    Architecture used = used(model);
    return used.body(Weights.of(weights(used.shapes().keySet())), pooling);
  }

  /// The same with what vocabulary logits need.
  ///
  /// @throws BadInputException where the family or the files have none
  public LanguageModel languageModel(ModelSpec model) {
    DecoderArchitecture used = decoder(used(model));
    Set<String> names = new LinkedHashSet<>(used.shapes().keySet());
    names.addAll(used.vocabularyShapes().keySet());
    return used.body(Weights.of(weights(names)), pooling);
  }

  /// An encoder with the head that it was pretrained with. Where the files have none, one that
  /// leaves hidden states as they are before its activation and norm.
  ///
  /// @throws BadInputException where the family was not pretrained so
  public MaskedModel maskedModel(ModelSpec model) {
    if (!(used(model) instanceof MaskedArchitecture used)) {
      throw bad("is a " + family.modelType() + ", which was not trained to tell hidden tokens");
    }
    Parameters weights = weights(used.shapes().keySet());
    Map<String, List<Long>> head = used.headShapes();
    if (tensors.keySet().containsAll(head.keySet())) {
      Parameters stored = weights(head.keySet());
      stored.names().forEach(name -> weights.add(name, stored.get(name)));
    } else {
      head.forEach((name, shape) -> weights.add(name, plain(name, shape)));
    }
    return used.masked(Weights.of(weights), pooling);
  }

  /// The body with what leads back to the vocabulary, of a decoder or of an encoder.
  ///
  /// @throws BadInputException as [#languageModel] and [#maskedModel]
  public VocabularyModel vocabularyModel(ModelSpec model) {
    return switch (whole) {
      case DecoderArchitecture decoder -> languageModel(model);
      case MaskedArchitecture encoder -> maskedModel(model);
    };
  }

  /// The identity, the norm that only norms, or no bias.
  private static Tensor plain(String name, List<Long> shape) {
    try (Scope scope = Scope.open()) {
      Tensor ones = Tensors.ones(torch.ScalarType.Float, shape.getFirst());
      Tensor weight =
          shape.size() == 2 ? ones.diag() : name.endsWith(".bias") ? ones.zero_() : ones;
      weight.requires_grad_(true);
      return scope.keep(weight);
    }
  }

  /// Rows of the matrix that leads back to the vocabulary, as they lie in the files, float32 `[k,
  /// H]`.
  ///
  /// @param tokens k ids
  /// @throws BadInputException where the family or the files have no such matrix
  public Tensor vocabularyRows(int[] tokens) {
    StoredTensor matrix = tensor(decoder(whole).vocabularyWeight());
    try (MappedFiles files = new MappedFiles()) {
      TensorVector rows = new TensorVector();
      for (int token : tokens) {
        rows.push_back(files.readFloats(matrix.row(token)));
      }
      return Tensors.placed(torch.stack(rows));
    }
  }

  /// The files beside the weights that a model with other weights needs too, by their paths in the
  /// folder: its configuration, its tokenizer, how a text's vectors become one.
  ///
  /// @throws BadInputException where the model was not read from a folder as hubs publish it
  public List<Path> unchanged() {
    if (!Files.exists(folder.resolve(CONFIG))) {
      throw new BadInputException(
          "the model in %s has no %s, as it was read from ONNX, and cannot be saved; use one that is published as safetensors"
              .formatted(folder, CONFIG));
    }
    return UNCHANGED.stream().map(Path::of).filter(name -> exists(folder, name)).toList();
  }

  private static boolean exists(Path folder, Path name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /// The tokens that texts of the model end with, as its files say; none where they say nothing, or
  /// name none of its tokens.
  public Set<Integer> endTokens() {
    Set<Integer> ends = new LinkedHashSet<>();
    for (String name : List.of(CONFIG, GENERATION)) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        addEnds(JsonFiles.read(file).path("eos_token_id"), ends);
      }
    }
    return ends;
  }

  private void addEnds(JsonNode said, Set<Integer> ends) {
    if (said.isArray()) {
      said.forEach(one -> addEnds(one, ends));
    } else if (said.isIntegralNumber()
        && said.canConvertToInt()
        && said.intValue() >= 0
        && said.intValue() < whole.vocabulary()) {
      ends.add(said.intValue());
    }
  }

  private DecoderArchitecture decoder(Architecture architecture) {
    if (!(architecture instanceof DecoderArchitecture decoder)) {
      throw bad("is a " + family.modelType() + ", which was not trained to tell the next token");
    }
    if (!tensors.containsKey(decoder.vocabularyWeight())) {
      throw bad(
          "lacks " + decoder.vocabularyWeight() + ", without which no token's score can be told");
    }
    return decoder;
  }

  private BadInputException bad(String message) {
    return new BadInputException(Problem.in(folder, message));
  }

  /// All in one block of memory, so that a training, which moves them into one of its own, gives
  /// back a whole one: holes between other things would stay with the process.
  private Parameters weights(Set<String> names) {
    Parameters weights = new Parameters();
    try (MappedFiles files = new MappedFiles();
        Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      Tensor block = Tensors.zeros(names.stream().mapToLong(name -> padded(tensor(name))).sum());
      long offset = 0;
      for (String name : names) {
        StoredTensor stored = tensor(name);
        Tensor place = block.narrow(0, offset, stored.values());
        weights.add(name, scope.keep(Scope.only(() -> leaf(files.readFloats(stored), place))));
        offset += padded(stored);
      }
    }
    return weights;
  }

  private static Tensor leaf(Tensor values, Tensor place) {
    Tensor weight = place.view_as(values).copy_(values).detach();
    weight.requires_grad_(true);
    return weight;
  }

  /// Every weight starts at a multiple of 64 bytes, as in memory of its own.
  private static long padded(StoredTensor stored) {
    return (stored.values() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("the architecture needs " + name + ", which was not checked");
    }
    return tensor;
  }

  private Architecture used(ModelSpec model) {
    OptionalInt layers = model.layers();
    if (layers.isEmpty()) {
      return whole;
    }
    if (layers.getAsInt() > whole.layers()) {
      throw new BadInputException(
          "the first "
              + layers.getAsInt()
              + " layers of "
              + model.source()
              + " are asked for, but it has "
              + whole.layers());
    }
    return whole.first(layers.getAsInt());
  }
}
