package dev.w2s.model.internal;

import static dev.w2s.model.internal.GoldenModel.largestError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Asked;
import dev.w2s.model.Body;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.Link;
import dev.w2s.model.Pass;
import dev.w2s.problem.BadInputException;
import dev.w2s.study.ModelFacts;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Pooling;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every family, held to the numbers that transformers gives for a small random model.
@ParameterizedClass
@MethodSource("names")
class FamiliesTest {
  /// Gradients under it are 0 but for rounding.
  private static final double ROUNDING = 1e-7;

  @Parameter String name = "";
  @TempDir Path folder;
  private Scope scope;
  private GoldenModel golden;
  private Body body;

  static Stream<String> names() {
    return GoldenModel.names().stream();
  }

  @BeforeEach
  void load() {
    Libtorch.start(2);
    scope = Scope.open();
    golden = new GoldenModel(name, folder);
    body = golden.body();
  }

  @AfterEach
  void free() {
    golden.close();
    scope.close();
  }

  @Test
  void hiddenStatesAreThoseOfTheReference() {
    double error =
        largestError(
            body.hidden(golden.batch(), Pass.EXACT), golden.expectedOfTokens("last_hidden_state"));
    assertThat(error).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource
  void tokensThatAreAskedForGetWhatTheyGetAmongAll(Asked asked) {
    TokenBatch batch = golden.batch();
    Tensor expected = asked.of(golden.expectedOfTokens("last_hidden_state"), batch);
    assertThat(largestError(body.hidden(batch, asked, Pass.EXACT), expected)).isLessThan(1e-5);
  }

  @Test
  void vocabularyLogitsAreThoseOfTheReference() {
    if (!golden.isDecoder()) {
      assertThatThrownBy(golden::languageModel)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("not trained to tell the next token");
      return;
    }
    TokenBatch batch = golden.batch();
    LanguageModel model = golden.languageModel();
    Tensor logits = model.vocabularyLogits(model.hidden(batch, Pass.EXACT), Pass.EXACT);
    double error = largestError(logits, golden.expectedOfTokens("lm_logits"));
    assertThat(error).isLessThan(1e-5);
  }

  @Test
  void logitsLossAndEveryGradientAreThoseOfTheReference() {
    TokenBatch batch = golden.batch();
    Tensor head = golden.expected("head").requires_grad_(true);
    Tensor pooled = body.pooled(batch, Pass.EXACT);
    Tensor logits = pooled.matmul(head.t());
    Tensor loss = golden.loss(logits);
    loss.backward();

    assertThat(largestError(pooled, golden.expected("pooled"))).isLessThan(1e-5);
    assertThat(largestError(logits, golden.expected("class_logits"))).isLessThan(1e-5);
    assertThat(largestError(loss, golden.expected("loss"))).isLessThan(1e-5);
    assertThat(largestError(head.grad(), golden.expected("grad.head"))).isLessThan(1e-4);
    for (String weight : body.parameters().names()) {
      gradientIsThatOfTheReference(weight);
    }
  }

  private void gradientIsThatOfTheReference(String weight) {
    Tensor gradient = body.parameters().get(weight).grad();
    Tensor expected = golden.expected("grad." + weight);
    if (expected.abs().max().item_double() > ROUNDING) {
      assertThat(largestError(gradient, expected)).as(weight).isLessThan(1e-4);
    } else {
      // The softmax does not see a key's bias.
      assertThat(weight).matches(".*(key|k_lin|k_proj)\\.bias");
      assertThat(gradient.abs().max().item_double()).as(weight).isLessThan(ROUNDING);
    }
  }

  @Test
  void everyGradientOfTheReferenceIsAWeightOfTheBody() {
    List<String> expected =
        golden.expectedNames().stream()
            .filter(weight -> weight.startsWith("grad.") && !weight.equals("grad.head"))
            .map(weight -> weight.substring("grad.".length()))
            .toList();
    assertThat(body.parameters().names()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void factsCountAllButTablesAndTheWayBackToTheVocabulary() {
    ModelFacts facts = golden.files().facts(new ModelSpec("file:" + folder, OptionalInt.empty()));
    long all = body.parameters().all().stream().mapToLong(Tensor::numel).sum();
    long tables =
        body.parameters().names().stream()
            .filter(weight -> weight.matches(".*(embed|wte|wpe).*\\.weight"))
            .filter(weight -> !weight.contains("LayerNorm"))
            .mapToLong(weight -> body.parameters().get(weight).numel())
            .sum();
    assertThat(facts.parameters()).isEqualTo(all);
    assertThat(facts.bodyParameters()).isEqualTo(all - tables);
    assertThat(facts.layers()).isEqualTo(2);
    assertThat(facts.hidden()).isEqualTo(32);
  }

  @Test
  void bfloat16StaysCloseAndItsGradientsAreFloat32() {
    TokenBatch batch = golden.batch();
    Tensor logits = golden.logits(body.pooled(batch, new Pass(Precision.BFLOAT16, 0)));
    golden.loss(logits).backward();

    assertThat(logits.scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
    assertThat(largestError(logits, golden.expected("class_logits"))).isBetween(1e-6, 4e-2);
    for (Tensor weight : body.parameters().all()) {
      assertThat(weight.grad().scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
    }
  }

  @Test
  void firstLayersAreThoseOfTheWholeModel() {
    Body first = golden.body(OptionalInt.of(1));
    assertThat(first.parameters().names()).noneMatch(weight -> weight.contains(".1."));
    assertThat(first.parameters().names())
        .containsExactlyElementsOf(
            body.parameters().names().stream().filter(weight -> !weight.contains(".1.")).toList());
    TokenBatch batch = golden.batch();
    assertThat(largestError(first.hidden(batch, Pass.EXACT), body.hidden(batch, Pass.EXACT)))
        .isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource
  void linksOneByOneGiveTheSameBits(Precision precision) {
    Pass pass = new Pass(precision, .1);
    TokenBatch batch = golden.batch();
    Libtorch.seed(3);
    float[] whole = Tensors.toFloats(body.hidden(batch, pass));
    Libtorch.seed(3);
    Tensor x = body.embedded(batch, pass).detach();
    for (Link link : body.links(Asked.EACH)) {
      assertThat(x.sizes().vec().get()).isEqualTo(new long[] {batch.tokens(), 32});
      x = link.apply(x, batch, pass).detach();
    }
    assertThat(body.links(Asked.EACH)).hasSize(golden.isDecoder() ? 3 : 2);
    assertThat(Tensors.toFloats(x)).isEqualTo(whole);
  }

  /// As checkpointing does: forward without a graph, then link by link from the end again.
  @Test
  void linksComputedAgainGiveTheSameGradients() {
    float[] expected = gradients(1, Pass.EXACT);
    TokenBatch batch = golden.batch();
    Tensor x = body.embedded(batch, Pass.EXACT);
    Tensor embedded = x;
    List<Tensor> inputs = new ArrayList<>();
    for (Link link : body.pooledLinks()) {
      inputs.add(x.detach().requires_grad_(true));
      x = link.apply(inputs.getLast(), batch, Pass.EXACT).detach();
    }
    Tensor last = x.requires_grad_(true);
    golden.loss(golden.logits(last)).backward();
    Tensor gradient = last.grad();
    for (int i = inputs.size() - 1; i >= 0; i--) {
      backward(body.pooledLinks().get(i).apply(inputs.get(i), batch, Pass.EXACT), gradient);
      gradient = inputs.get(i).grad();
    }
    backward(embedded, gradient);
    assertThat(takenGradients()).isEqualTo(expected);
  }

  private static void backward(Tensor output, Tensor gradient) {
    output.mul(gradient).sum().backward();
  }

  @Test
  void frozenWeightsGatherNoGradients() {
    body.parameters().gatherGradients(false);
    assertThat(body.hidden(golden.batch(), Pass.EXACT).requires_grad()).isFalse();
    body.parameters().gatherGradients(true);
    assertThat(body.hidden(golden.batch(), Pass.EXACT).requires_grad()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void rowsComputedTogetherAreThoseComputedAlone(Pooling pooling) {
    List<EncodedText> rows = twoOfEachLength();
    int[] all = IntStream.range(0, rows.size()).toArray();
    Body pooled = golden.body(pooling);
    Tensor together = golden.logits(pooled.pooled(TokenBatch.of(rows, all), Pass.EXACT));
    for (int row : all) {
      TokenBatch batch = TokenBatch.of(rows, new int[] {row});
      Tensor alone = golden.logits(pooled.pooled(batch, Pass.EXACT));
      assertThat(largestError(together.narrow(0, row, 1), alone)).isLessThan(1e-4);
    }
  }

  /// The golden rows, each followed by itself from its end: runs of two rows.
  private List<EncodedText> twoOfEachLength() {
    List<EncodedText> rows = new ArrayList<>();
    for (EncodedText row : golden.rows()) {
      int[] reversed =
          IntStream.range(0, row.length()).map(t -> row.ids()[row.length() - 1 - t]).toArray();
      rows.add(row);
      rows.add(new EncodedText(reversed, row.segments()));
    }
    return rows;
  }

  @Test
  void rowsComputedTogetherHaveTheGradientsOfThoseComputedAlone() {
    List<EncodedText> rows = twoOfEachLength();
    int[] all = IntStream.range(0, rows.size()).toArray();
    assertThat(TokenBatch.of(rows, all).runs()).allMatch(run -> run.rows() >= 2);
    for (int row : all) {
      sendBack(rows, new int[] {row});
    }
    float[] alone = takenGradients();
    sendBack(rows, all);
    float[] together = takenGradients();
    double largest = 0;
    double error = 0;
    for (int i = 0; i < alone.length; i++) {
      largest = Math.max(largest, Math.abs(alone[i]));
      error = Math.max(error, Math.abs(alone[i] - together[i]));
    }
    assertThat(error / largest).isLessThan(1e-5);
  }

  private void sendBack(List<EncodedText> rows, int[] which) {
    Tensor logits = golden.logits(body.pooled(TokenBatch.of(rows, which), Pass.EXACT));
    logits.mul(logits).sum().backward();
  }

  @Test
  void sameSeedGivesTheSameBits() {
    Pass pass = new Pass(Precision.FLOAT32, .1);
    float[] first = gradients(1, pass);
    assertThat(gradients(1, pass)).isEqualTo(first);
    assertThat(gradients(2, pass)).isNotEqualTo(first);
    assertThat(gradients(1, Pass.EXACT)).isEqualTo(gradients(2, Pass.EXACT)).isNotEqualTo(first);
  }

  /// Gradients of all weights, one after the other.
  private float[] gradients(long seed, Pass pass) {
    Libtorch.seed(seed);
    TokenBatch batch = golden.batch();
    golden.loss(golden.logits(body.pooled(batch, pass))).backward();
    return takenGradients();
  }

  private float[] takenGradients() {
    float[] all = new float[0];
    for (Tensor weight : body.parameters().all()) {
      float[] gradient = Tensors.toFloats(weight.grad());
      int start = all.length;
      all = Arrays.copyOf(all, start + gradient.length);
      System.arraycopy(gradient, 0, all, start, gradient.length);
      weight.mutable_grad().reset();
    }
    return all;
  }

  private int maxTokens() {
    return golden.files().whole().maxTokens();
  }

  @Test
  void rowLongerThanThePositionsIsRefused() {
    TokenBatch batch =
        TokenBatch.of(
            List.of(new EncodedText(new int[maxTokens() + 1], new byte[maxTokens() + 1])),
            new int[] {0});
    assertThatThrownBy(() -> body.hidden(batch, Pass.EXACT))
        .hasMessageContaining("a row has " + (maxTokens() + 1))
        .hasMessageContaining("positions for " + maxTokens());
  }

  @Test
  void rowAsLongAsThePositionsIsComputed() {
    TokenBatch batch =
        TokenBatch.of(
            List.of(new EncodedText(new int[maxTokens()], new byte[maxTokens()])), new int[] {0});
    assertThat(Tensors.toFloats(body.hidden(batch, Pass.EXACT)))
        .doesNotContain(Float.NaN)
        .hasSize(maxTokens() * 32);
  }

  @Test
  void trainingStepsLeaveNoNativeMemoryBehind() {
    Runnable step =
        () -> {
          try (Scope inner = Scope.open()) {
            TokenBatch batch = golden.batch();
            golden.loss(golden.logits(body.pooled(batch, Pass.EXACT))).backward();
            body.parameters().all().forEach(weight -> weight.mutable_grad().reset());
          }
        };
    step.run();
    long before = Scope.liveObjects();
    for (int i = 0; i < 5; i++) {
      step.run();
    }
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }
}
