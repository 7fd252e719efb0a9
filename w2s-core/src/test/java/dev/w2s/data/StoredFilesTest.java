package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFilesTest {
  @TempDir Path folder;

  private static Examples examples() {
    Example plain =
        new Example("a", "g", List.of("x \"y\"\n\u2028é\uD83D\uDE00"), 1, OptionalDouble.empty());
    Example hard = new Example("b", "g", List.of("", "2"), 0, OptionalDouble.of(0.1 + 0.2));
    return new Examples(List.of("no", "yes"), List.of(plain, hard), List.of(hard));
  }

  @Test
  void examplesComeBackAsTheyWere() throws IOException {
    Path file = folder.resolve("examples.jsonl");
    ExampleFiles.write(file, examples());
    assertThat(ExampleFiles.read(file)).isEqualTo(examples());
    byte[] bytes = Files.readAllBytes(file);
    ExampleFiles.write(file, ExampleFiles.read(file));
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void predictionsComeBackBitForBit() {
    Random random = new Random(1);
    List<Prediction> predictions = new ArrayList<>();
    predictions.add(
        new Prediction("edge", new float[] {0, Float.MIN_VALUE, 1, 1e-38f, Math.nextDown(1f)}));
    IntStream.range(0, 20_000)
        .forEach(i ->
            predictions.add(
                new Prediction("p" + i, new float[] {random.nextFloat(), anyFloat(random)})));
    Path file = folder.resolve("predictions.jsonl");
    PredictionFiles.write(file, predictions);
    List<Prediction> read = PredictionFiles.read(file);
    assertThat(read).hasSameSizeAs(predictions);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).id()).isEqualTo(predictions.get(i).id());
      assertThat(read.get(i).probabilities()).containsExactly(predictions.get(i).probabilities());
    }
  }

  @Test
  void answersComeBackWithTheirShareOfVotes() throws IOException {
    List<WrittenAnswer> answers =
        List.of(
            new WrittenAnswer("a", "e2e4", -.1),
            new WrittenAnswer("b", "", -1 / 3., OptionalDouble.of(.1 + .2)));
    Path file = folder.resolve("answers.jsonl");
    WrittenAnswerFiles.write(file, answers);
    assertThat(WrittenAnswerFiles.read(file)).isEqualTo(answers);
    assertThat(Files.readAllLines(file))
        .contains("{\"id\":\"a\",\"text\":\"e2e4\",\"logProbability\":-0.1}");
  }

  @Test
  void statesOfATrainingComeBackBitForBit() {
    TrainingStates states =
        new TrainingStates(
            List.of(3, 6),
            6,
            List.of(
                new TrainingStates.Row("a", new float[][] {{.1f, .9f}, {1e-38f, 1}}),
                new TrainingStates.Row("b \"x\"", new float[][] {{.5f, .5f}, {.3f, .7f}})));
    Path file = folder.resolve("states-2.jsonl");
    TrainingStateFiles.write(file, states);
    TrainingStates read = TrainingStateFiles.read(file);
    assertThat(read).usingRecursiveComparison().isEqualTo(states);
    assertThat(read.at(1).getFirst().probabilities()).containsExactly(1e-38f, 1);
  }

  @Test
  void statesThatLackAPointAreRefusedWithTheirRow() throws IOException {
    Path file = folder.resolve("states-2.jsonl");
    Files.writeString(
        file,
        """
        {"rows":1,"steps":[3,6],"all":6}
        {"id":"a","probabilities":[[0.1,0.9]]}
        """);
    assertThatThrownBy(() -> TrainingStateFiles.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("states-2.jsonl")
        .hasMessageContaining("row 'a' has answers of 1 states in place of 2");
  }

  private static float anyFloat(Random random) {
    float value = Float.intBitsToFloat(random.nextInt() & Integer.MAX_VALUE);
    return Float.isFinite(value) ? value : 0.5f;
  }

  @Test
  void fileThatIsCutShortIsRefused() throws IOException {
    Path file = folder.resolve("examples.jsonl");
    ExampleFiles.write(file, examples());
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 3));
    assertThatThrownBy(() -> ExampleFiles.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 4: the file ends here, before its last row");
  }

  @Test
  void fileThatSaysSomethingElseIsRefused() throws IOException {
    Path file = folder.resolve("x.jsonl");
    Files.writeString(file, "{\"rows\":1}\n{\"id\":\"a\",\"probabilities\":[1.0]}\n");
    assertThatThrownBy(() -> PredictionFiles.read(file)).hasMessageContaining("x.jsonl, row 2");
    Files.writeString(file, "{\"rows\":1}\n{\"id\":\"a\",\"p\":[1.0,0]}\n");
    assertThatThrownBy(() -> PredictionFiles.read(file)).hasMessageContaining("x.jsonl, row 2");
    Files.writeString(
        file,
        """
        {"classes":["a","b"],"train":1,"test":0}
        {"id":"a","group":"g","texts":[],"label":0,"difficulty":null}
        """);
    assertThatThrownBy(() -> ExampleFiles.read(file))
        .hasMessageContaining("row 2: this is not as it was written");
  }
}
