package dev.w2s.model.internal;

import static dev.w2s.model.internal.GoldenModel.largestError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.model.Adapters;
import dev.w2s.model.Body;
import dev.w2s.model.Pass;
import dev.w2s.study.Precision;
import dev.w2s.study.Tuning.LowRank;
import dev.w2s.study.Tuning.Targets;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
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

/// Low-rank adapters beside the layers of every family.
@ParameterizedClass
@MethodSource("names")
class AdaptersTest {
  private static final int RANK = 3;
  private static final double ALPHA = 6;
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

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

  private Adapters adapt(Targets targets, long seed) {
    return body.adapt(new LowRank(RANK, ALPHA, targets), seed);
  }

  private Tensor hidden(Body of, Pass pass) {
    return of.hidden(golden.batch(), pass);
  }

  private Tensor loss(Body of, Pass pass) {
    Tensor loss = golden.loss(golden.logits(of.pooled(golden.batch(), pass)));
    loss.backward();
    return loss;
  }

  /// As if they had been trained.
  private static void fillUp(Adapters adapters) {
    try (NoGradGuard constant = new NoGradGuard()) {
      for (String each : adapters.parameters().names()) {
        if (each.endsWith(B)) {
          adapters.parameters().get(each).normal_(0, .05, new GeneratorOptional());
        }
      }
    }
  }

  /// What the reference implementation (PEFT 0.17) takes where nothing is said.
  private static String publishedDefault(Architecture architecture) {
    return switch (architecture) {
      case BertConfig bert -> ".*attention\\.self\\.(query|value)";
      case DistilBert bert -> ".*attention\\.(q_lin|v_lin)";
      case Gpt2 gpt -> ".*attn\\.c_attn";
      case GptNeoX gpt -> ".*attention\\.query_key_value";
      case Opt opt -> ".*self_attn\\.(q_proj|v_proj)";
      case GatedDecoder gated -> ".*self_attn\\.(q_proj|v_proj)";
      case Gemma2 gemma -> ".*self_attn\\.(q_proj|v_proj)";
    };
  }

  /// Attention, then feed-forward.
  private static long matricesOfLayer(Architecture architecture, Targets targets) {
    boolean fused = architecture instanceof Gpt2 || architecture instanceof GptNeoX;
    boolean gated = architecture instanceof GatedDecoder || architecture instanceof Gemma2;
    return switch (targets) {
      case DEFAULT -> fused ? 1 : 2;
      case ATTENTION -> fused ? 2 : 4;
      case LINEAR -> (fused ? 2 : 4) + (gated ? 3 : 2);
    };
  }

  @ParameterizedTest
  @EnumSource
  void freshAdaptersStandWhereTheyShouldAndChangeNothing(Targets targets) {
    float[] before = Tensors.toFloats(hidden(body, Pass.EXACT));
    try (Adapters adapters = adapt(targets, 1)) {
      assertThat(Tensors.toFloats(hidden(adapters.body(), Pass.EXACT))).isEqualTo(before);
      Architecture architecture = golden.files().whole();
      List<String> layers = layers(adapters);
      assertThat(layers).hasSize((int) (2 * matricesOfLayer(architecture, targets)));
      if (targets == Targets.DEFAULT) {
        assertThat(layers).allMatch(layer -> layer.matches(publishedDefault(architecture)));
      }
      if (targets == Targets.LINEAR) {
        assertThat(layers).containsExactlyElementsOf(matrices());
      }
    }
  }

  private static List<String> layers(Adapters adapters) {
    return adapters.parameters().names().stream()
        .filter(each -> each.endsWith(A))
        .map(each -> each.substring(0, each.length() - A.length()))
        .toList();
  }

  /// Of the layers: all weights of two dimensions but the tables.
  private List<String> matrices() {
    return body.parameters().names().stream()
        .filter(each -> body.parameters().get(each).dim() == 2)
        .filter(each -> !each.matches(".*(embed|wte|wpe).*"))
        .map(each -> each.substring(0, each.length() - ".weight".length()))
        .toList();
  }

  @Test
  void onlyAdaptersGatherGradientsAndAreDrawnAsTheReferenceDoes() {
    try (Adapters adapters = adapt(Targets.LINEAR, 1)) {
      assertThat(body.parameters().all()).noneMatch(Tensor::requires_grad);
      assertThat(adapters.parameters().all()).allMatch(Tensor::requires_grad);
      List<String> all = adapters.body().parameters().names();
      assertThat(all)
          .startsWith(body.parameters().names().toArray(String[]::new))
          .endsWith(adapters.parameters().names().toArray(String[]::new));
      for (String layer : layers(adapters)) {
        Tensor down = adapters.parameters().get(layer + A);
        assertThat(down.size(0)).isEqualTo(RANK);
        double bound = 1 / Math.sqrt((double) down.size(1));
        assertThat(down.abs().max().item_double()).isBetween(.9 * bound, bound);
        assertThat(adapters.parameters().get(layer + B).count_nonzero().item_long()).isZero();
      }
    }
  }

  @Test
  void adaptersFollowFromTheSeed() {
    try (Adapters first = adapt(Targets.DEFAULT, 1);
        Adapters again = adapt(Targets.DEFAULT, 1);
        Adapters other = adapt(Targets.DEFAULT, 2)) {
      String layer = first.parameters().names().getFirst();
      float[] drawn = Tensors.toFloats(first.parameters().get(layer));
      assertThat(Tensors.toFloats(again.parameters().get(layer))).isEqualTo(drawn);
      assertThat(Tensors.toFloats(other.parameters().get(layer))).isNotEqualTo(drawn);
    }
  }

  /// With `W' = W + s B A`: `dL/dA = s B^T dL/dW'` and `dL/dB = s dL/dW' A^T`.
  @ParameterizedTest
  @EnumSource
  void mergedWeightsGiveTheSameAndTheGradientsFollowFromTheirs(Targets targets) {
    try (Adapters adapters = adapt(targets, 1)) {
      fillUp(adapters);
      Map<String, Tensor> values = new LinkedHashMap<>();
      adapters
          .parameters()
          .names()
          .forEach(each -> values.put(each, adapters.parameters().get(each).detach().clone()));
      Tensor apart = hidden(adapters.body(), Pass.EXACT);
      double loss = loss(adapters.body(), Pass.EXACT).item_double();

      adapters.merge();
      assertThat(largestError(hidden(body, Pass.EXACT), apart.detach())).isLessThan(1e-5);
      assertThat(Tensors.toFloats(hidden(adapters.body(), Pass.EXACT)))
          .isEqualTo(Tensors.toFloats(hidden(body, Pass.EXACT)));

      body.parameters().gatherGradients(true);
      assertThat(loss(body, Pass.EXACT).item_double()).isCloseTo(loss, within(1e-5));
      for (String layer : layers(adapters)) {
        Tensor whole = ofMatrix(layer);
        Tensor ofDown = values.get(layer + B).t().matmul(whole).mul(new Scalar(ALPHA / RANK));
        Tensor ofUp = whole.matmul(values.get(layer + A).t()).mul(new Scalar(ALPHA / RANK));
        assertClose(adapters.parameters().get(layer + A).grad(), ofDown, layer);
        assertClose(adapters.parameters().get(layer + B).grad(), ofUp, layer);
      }
    }
  }

  /// `dL/dW`, `[out, in]`.
  private Tensor ofMatrix(String layer) {
    Tensor gradient = body.parameters().get(layer + ".weight").grad();
    return golden.files().whole() instanceof Gpt2 ? gradient.t() : gradient;
  }

  private static void assertClose(Tensor actual, Tensor expected, String layer) {
    assertThat(expected.abs().max().item_double()).as(layer).isGreaterThan(1e-7);
    assertThat(largestError(actual, expected)).as(layer).isLessThan(1e-4);
  }

  @Test
  void bfloat16StaysCloseAndItsGradientsAreFloat32() {
    Pass rounded = new Pass(Precision.BFLOAT16, 0);
    try (Adapters adapters = adapt(Targets.LINEAR, 1)) {
      fillUp(adapters);
      Tensor exact = hidden(adapters.body(), Pass.EXACT);
      assertThat(largestError(hidden(adapters.body(), rounded), exact.detach()))
          .isBetween(1e-5, 6e-2);
      loss(adapters.body(), rounded);
      for (Tensor each : adapters.parameters().all()) {
        assertThat(each.grad().scalar_type().intern()).isEqualTo(torch.ScalarType.Float);
      }
      adapters.merge();
      assertThat(largestError(hidden(body, rounded), exact.detach())).isLessThan(6e-2);
    }
  }

  @Test
  void adaptedNetworkIsNotAdaptedAgain() {
    try (Adapters adapters = adapt(Targets.DEFAULT, 1)) {
      assertThatThrownBy(() -> adapters.body().adapt(new LowRank(1, 1, Targets.LINEAR), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has adapters already");
    }
  }

  @Test
  void adaptersLeaveNoNativeMemoryBehind() {
    Runnable use =
        () -> {
          try (Scope inner = Scope.open();
              Adapters adapters = adapt(Targets.LINEAR, 1)) {
            loss(adapters.body(), Pass.EXACT);
            adapters.merge();
          }
        };
    use.run();
    long before = Scope.liveObjects();
    use.run();
    assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
  }
}
