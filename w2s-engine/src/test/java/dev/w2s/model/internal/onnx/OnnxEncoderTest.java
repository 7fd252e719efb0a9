package dev.w2s.model.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Safetensors;
import dev.w2s.model.internal.MappedFiles;
import dev.w2s.model.internal.StoredTensor;
import dev.w2s.problem.BadInputException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The small reference model, written as exporters write it: matrices nameless and transposed.
class OnnxEncoderTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/bert/model.safetensors");

  @TempDir Path folder;
  private Path file;
  private Scope scope;
  private Safetensors model;
  private byte[] onnx;

  @BeforeEach
  void export() throws IOException {
    Libtorch.start(1);
    scope = Scope.open();
    model = Safetensors.open(MODEL);
    file = folder.resolve("model.onnx");
    onnx = onnx("Erf");
    Files.write(file, onnx);
  }

  @AfterEach
  void close() {
    model.close();
    scope.close();
  }

  private byte[] onnx(String activation) {
    OnnxWriter writer = new OnnxWriter();
    for (String name : model.names()) {
      boolean matrix =
          name.endsWith("dense.weight")
              || (name.contains("attention.self") && name.endsWith(".weight"));
      if (matrix) {
        String layer = name.substring(0, name.length() - ".weight".length());
        writer.initializer(
            "onnx::MatMul_" + layer.hashCode(),
            shape(model.tensor(name).t()),
            raw(model.tensor(name).t()));
        writer.node("MatMul", List.of("x", "onnx::MatMul_" + layer.hashCode()), layer + "/product");
        writer.node("Add", List.of(layer + ".bias", layer + "/product"), layer + "/out");
      } else {
        writer.initializer(name, shape(model.tensor(name)), raw(model.tensor(name)));
      }
    }
    writer.constant("heads", 4).constant("width", 8);
    writer.node("Concat", List.of("batch", "tokens", "heads", "width"), "sizes");
    writer.node("Reshape", List.of("encoder.layer.0.attention.self.query/out", "sizes"), "split");
    writer.scalar("epsilon", 1e-12f).node("Add", List.of("variance", "epsilon"), "shifted");
    return writer
        .node("Sqrt", List.of("shifted"), "deviation")
        .node("Div", List.of("encoder.layer.0.intermediate.dense/out", "root"), "scaled")
        .node(activation, List.of("scaled"), "activated")
        .node("Mul", List.of("encoder.layer.0.intermediate.dense/out", "activated"), "inner")
        .node("MatMul", List.of("inner", "next"), "behind")
        .node("Tanh", List.of("behind"), "of the next layer")
        .node("Erf", List.of("y"), "of the pooler")
        .model();
  }

  private static List<Long> shape(Tensor tensor) {
    return IntStream.range(0, (int) tensor.dim()).mapToObj(i -> tensor.size(i)).toList();
  }

  private static byte[] raw(Tensor tensor) {
    return Tensors.memory(tensor.contiguous()).toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void everyWeightIsFoundAndTurnedRound() {
    Map<String, StoredTensor> tensors = OnnxEncoder.read(file).tensors();
    assertThat(tensors.keySet()).containsExactlyInAnyOrderElementsOf(model.names());
    try (MappedFiles files = new MappedFiles()) {
      tensors.forEach((name, stored) ->
          assertThat(files.readFloats(stored).equal(model.tensor(name))).as(name).isTrue());
    }
  }

  @Test
  void configurationIsReadFromShapesAndGraph() {
    var config = OnnxEncoder.read(file).config();
    assertThat(config.get("num_attention_heads").intValue()).isEqualTo(4);
    assertThat(config.get("num_hidden_layers").intValue()).isEqualTo(2);
    assertThat(config.get("intermediate_size").intValue()).isEqualTo(48);
    assertThat(config.get("hidden_act").stringValue()).isEqualTo("gelu");
    assertThat(config.get("layer_norm_eps").floatValue()).isEqualTo(1e-12f);
  }

  /// Whatever operations the rest of the graph has.
  @ParameterizedTest
  @CsvSource({"Erf, gelu", "Gelu, gelu", "Tanh, gelu_new", "FastGelu, gelu_new", "Relu, relu"})
  void activationIsThatOfTheFeedForwardBlock(String operation, String activation)
      throws IOException {
    Files.write(file, onnx(operation));
    assertThat(OnnxEncoder.read(file).config().get("hidden_act").stringValue())
        .isEqualTo(activation);
  }

  @Test
  void activationThatIsNotKnownIsRefused() throws IOException {
    Files.write(file, onnx("Softplus"));
    assertThatThrownBy(() -> OnnxEncoder.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("which of gelu, gelu_new and relu");
  }

  @Test
  void graphOfAnotherModelIsRefused() throws IOException {
    Files.write(file, new OnnxWriter().node("Relu", List.of("x"), "y").model());
    assertThatThrownBy(() -> OnnxEncoder.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("only BERT encoders");
  }

  @Test
  void truncatedFileIsRefused() throws IOException {
    Files.write(file, Arrays.copyOf(onnx, onnx.length - 1));
    assertThatThrownBy(() -> OnnxEncoder.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("damaged or truncated");
  }

  @Test
  void damagedFilesGiveABadInputOrAWholeFileAndNothingElse() throws IOException {
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      Files.write(file, mutated(random));
      refused += refuses() ? 1 : 0;
    }
    assertThat(refused).isBetween(500, 2000);
  }

  private boolean refuses() {
    try (Scope inner = Scope.open();
        MappedFiles files = new MappedFiles()) {
      OnnxEncoder.read(file).tensors().values().stream().limit(4).forEach(files::read);
      return false;
    } catch (BadInputException e) {
      assertThat(e.problems())
          .allSatisfy(problem -> assertThat(problem.where()).isEqualTo(file.toString()));
      return true;
    }
  }

  /// Cut short, or some bytes replaced: most of the file is weights, so half of the mutations aim
  /// at what lies around small tensors.
  private byte[] mutated(Random random) {
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(onnx, random.nextInt(onnx.length));
    }
    byte[] bytes = onnx.clone();
    int at = random.nextBoolean() ? random.nextInt(24) : bytes.length - 1 - random.nextInt(700);
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      bytes[Math.min(bytes.length - 1, at + random.nextInt(8))] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
