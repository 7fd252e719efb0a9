package dev.w2s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  @TempDir Path folder;
  private Path file;
  private Scope scope;

  @BeforeEach
  void open() {
    Libtorch.start(1);
    scope = Scope.open();
    file = folder.resolve("state.safetensors");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = torch.ScalarType.class,
      names = {
        "Double",
        "Float",
        "Half",
        "BFloat16",
        "Long",
        "Int",
        "Short",
        "Char",
        "Byte",
        "Bool"
      })
  void everyTypeComesBackAsItWas(torch.ScalarType type) {
    Tensor tensor = torch.arange(new Scalar(12)).view(3, 4).to(type);
    Safetensors.write(file, Map.of("t", tensor), Map.of());
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.tensor("t").scalar_type().intern()).isEqualTo(type);
      assertThat(read.tensor("t").equal(tensor)).isTrue();
    }
  }

  @Test
  void namesShapesMetadataAndOrderAreKept() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", torch.randn(2, 3).t());
    tensors.put("a", torch.ones());
    tensors.put("empty", torch.zeros(0, 5));
    Safetensors.write(file, tensors, Map.of("step", "17"));
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.names()).containsExactly("z", "a", "empty");
      assertThat(read.metadata()).containsExactly(Map.entry("step", "17"));
      tensors.forEach(
          (name, tensor) -> assertThat(read.tensor(name).equal(tensor)).as(name).isTrue());
      assertThatThrownBy(() -> read.tensor("b")).hasMessageContaining("holds no tensor b");
    }
  }

  @Test
  void nothingIsLeftWhereAFileCannotBeWritten() throws IOException {
    Files.createDirectory(file);
    Files.writeString(file.resolve("in-the-way"), "");
    assertThatThrownBy(() -> Safetensors.write(file, Map.of(), Map.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessage(file + ": a folder lies where a file is needed");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"t\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|dtype",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|is not a list of sizes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|is not a list of sizes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|are not a first byte",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}|are not a first byte",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|does not take the 4 bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}|has only 8 bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}|does not take the 4 bytes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}|is not a list of sizes",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}|overlap",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|not JSON: Duplicate",
        "[]|not a JSON object",
        "{\"__metadata__\":{\"a\":1}}|is not a string",
        "{\"t\":7}|dtype",
        "{} x|not JSON",
        "{\"t|not JSON",
      })
  void headerThatIsWrongIsExplained(String header, String explanation) throws IOException {
    Files.write(file, bytes(header, 8));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("state.safetensors: ")
        .hasMessageContaining(explanation);
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    Files.write(
        file,
        bytes(
            "{\"t\":{\"dtype\":\"F31\"},\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,400]}}",
            8));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOfSatisfying(BadInputException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void gapsBetweenTensorsAreAllowed() throws IOException {
    Files.write(file, bytes("{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[3,7]}}", 8));
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(Tensors.toFloats(read.tensor("t"))).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1", "9223372036854775807", "0", "100000001", "9"})
  void lengthThatDoesNotFitTheFileIsRefused(long length) throws IOException {
    Files.write(
        file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("truncated, or not a safetensors file");
  }

  @Test
  void damagedFilesGiveABadInputOrAWholeFileAndNothingElse() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/golden/bert/model.safetensors"));
    int headerLength = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong() + 8;
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      Files.write(file, mutated(whole, headerLength, random));
      refused += refuses() ? 1 : 0;
    }
    assertThat(refused).isBetween(1000, 2000);
  }

  private boolean refuses() {
    try (Scope inner = Scope.open();
        Safetensors read = Safetensors.open(file)) {
      read.names().stream().limit(4).forEach(read::tensor);
      return false;
    } catch (BadInputException e) {
      assertThat(e.problems())
          .allSatisfy(problem -> assertThat(problem.where()).isEqualTo(file.toString()));
      return true;
    }
  }

  /// Cut short, bytes replaced, digits replaced, or a piece doubled; mostly within the header.
  private static byte[] mutated(byte[] whole, int header, Random random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(header);
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> digitFrom(bytes, at, header, (byte) ('0' + random.nextInt(10)));
      case 3 ->
          System.arraycopy(whole, at, bytes, random.nextInt(header), Math.min(20, header - at));
      default -> throw new AssertionError();
    }
    return bytes;
  }

  private static void digitFrom(byte[] bytes, int from, int to, byte digit) {
    for (int i = from; i < to; i++) {
      if (Character.isDigit(bytes[i])) {
        bytes[i] = digit;
        return;
      }
    }
  }

  private static byte[] bytes(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
