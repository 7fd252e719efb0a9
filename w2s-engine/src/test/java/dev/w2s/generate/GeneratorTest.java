package dev.w2s.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.generate.Choice.Sampled;
import dev.w2s.generate.Completion.End;
import dev.w2s.model.LanguageModel;
import dev.w2s.model.LoadedModel;
import dev.w2s.model.Pass;
import dev.w2s.model.WordModel;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.CancelledException;
import dev.w2s.study.Precision;
import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.EncodedText;
import dev.w2s.text.TokenBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small random decoders whose tokens are the words `w0`, `w1` and so on.
class GeneratorTest {
  /// Words that every one of them has.
  private static final int WORDS = 31;

  private static final int POSITIONS = 64;
  private static final List<String> PROMPTS =
      List.of("w3 w9 w27", "w5", "w1 w1 w2 w30 w8 w4 w7 w7", "w12 w11", "w30 w2 w2");

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  private LoadedModel model(String family) {
    return WordModel.load(family, 50_256, folder);
  }

  private static int[] ids(String text) {
    return Arrays.stream(text.split(" "))
        .mapToInt(word -> Integer.parseInt(word.substring(1)))
        .toArray();
  }

  private static int[] joined(int[] start, List<Integer> tokens) {
    int[] all = Arrays.copyOf(start, start.length + tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      all[start.length + i] = tokens.get(i);
    }
    return all;
  }

  /// Log probabilities after each token of a row that is read alone, whole and without a cache.
  private static double[][] whole(LoadedModel model, int[] row) {
    try (Scope scope = Scope.open();
        NoGradGuard constant = new NoGradGuard()) {
      LanguageModel body = (LanguageModel) model.body();
      TokenBatch batch =
          TokenBatch.of(List.of(new EncodedText(row, new byte[row.length])), new int[] {0});
      Tensor logits = body.vocabularyLogits(body.hidden(batch, Pass.EXACT), Pass.EXACT);
      double[] flat = Tensors.toDoubles(torch.log_softmax(logits, 1));
      int words = flat.length / row.length;
      return IntStream.range(0, row.length)
          .mapToObj(t -> Arrays.copyOfRange(flat, t * words, (t + 1) * words))
          .toArray(double[][]::new);
    }
  }

  private static Generator generator(LoadedModel model) {
    return Generator.of(model, Precision.FLOAT32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gpt2",
        "gpt_neox",
        "opt",
        "llama",
        "mistral",
        "mistral_window",
        "qwen2",
        "qwen3",
        "gemma2"
      })
  void eachGreedyTokenIsTheLikeliestOfTheWholeRow(String family) {
    try (LoadedModel model = model(family)) {
      List<List<Completion>> all = generator(model).generate(PROMPTS, Generation.greedy(12));
      assertThat(all).hasSameSizeAs(PROMPTS).allSatisfy(each -> assertThat(each).hasSize(1));
      for (int i = 0; i < PROMPTS.size(); i++) {
        Completion completion = all.get(i).getFirst();
        int[] prompt = ids(PROMPTS.get(i));
        double[][] told = whole(model, joined(prompt, completion.tokens()));
        double sum = 0;
        for (int t = 0; t < 12; t++) {
          double[] next = told[prompt.length + t - 1];
          double chosen = next[completion.tokens().get(t)];
          assertThat(chosen).isCloseTo(Arrays.stream(next).max().orElseThrow(), within(1e-5));
          sum += chosen;
        }
        assertThat(completion.logProbability()).isCloseTo(sum, within(1e-4));
        assertThat(completion.end()).isEqualTo(End.LENGTH);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral_window", "gemma2"})
  void promptsTogetherGiveWhatEachGivesAlone(String family) {
    Generation how = new Generation(9, List.of(), new Sampled(.8, 20, .9), 3, 11);
    try (LoadedModel model = model(family)) {
      List<List<Completion>> together = generator(model).generate(PROMPTS, how);
      List<List<Completion>> alone = generator(model).tokensAtOnce(1).generate(PROMPTS, how);
      for (int i = 0; i < PROMPTS.size(); i++) {
        for (int sample = 0; sample < 3; sample++) {
          Completion one = together.get(i).get(sample);
          assertThat(one.tokens()).isEqualTo(alone.get(i).get(sample).tokens());
          assertThat(one.logProbability())
              .isCloseTo(alone.get(i).get(sample).logProbability(), within(1e-5));
        }
      }
    }
  }

  @Test
  void samplesFollowFromTheSeed() {
    try (LoadedModel model = model("gpt2")) {
      List<List<Completion>> first = sampled(model, 1);
      assertThat(sampled(model, 1)).isEqualTo(first);
      assertThat(sampled(model, 2)).isNotEqualTo(first);
      assertThat(first.getFirst().getFirst()).isNotEqualTo(first.getFirst().getLast());
    }
  }

  private static List<List<Completion>> sampled(LoadedModel model, long seed) {
    return generator(model).generate(PROMPTS, new Generation(8, List.of(), Sampled.PLAIN, 2, seed));
  }

  @Test
  void theOnlyTokenKeptIsTheLikeliest() {
    Generation one = new Generation(6, List.of(), new Sampled(3, 1, 1), 1, 4);
    Generation least = new Generation(6, List.of(), new Sampled(1, 0, 1e-9), 1, 4);
    try (LoadedModel model = model("llama")) {
      List<List<Completion>> greedy = generator(model).generate(PROMPTS, Generation.greedy(6));
      assertThat(generator(model).generate(PROMPTS, one)).isEqualTo(greedy);
      assertThat(generator(model).generate(PROMPTS, least)).isEqualTo(greedy);
    }
  }

  @Test
  void stopEndsTheTextBeforeIt() {
    try (LoadedModel model = model("gpt_neox")) {
      Completion whole = generator(model).generate(PROMPTS, Generation.greedy(8)).get(1).getFirst();
      assertThat(whole.text()).isEqualTo(text(whole.tokens()));
      int third = whole.tokens().get(2);
      int at = whole.tokens().indexOf(third);
      Completion stopped =
          generator(model)
              .generate(PROMPTS, Generation.greedy(8, "never", " w" + third))
              .get(1)
              .getFirst();
      assertThat(stopped.end()).isEqualTo(End.STOP);
      assertThat(stopped.tokens()).isEqualTo(whole.tokens().subList(0, at + 1));
      assertThat(stopped.text()).isEqualTo(text(whole.tokens().subList(0, at)));
    }
  }

  @Test
  void endTokensOfTheModelEndATextBeforeThem() {
    List<Integer> whole;
    try (LoadedModel model = model("opt")) {
      whole =
          generator(model).generate(PROMPTS, Generation.greedy(8)).getFirst().getFirst().tokens();
    }
    int last = whole.get(3);
    int at = whole.indexOf(last);
    try (LoadedModel model = WordModel.load("opt", last, folder.resolve("ended"))) {
      assertThat(model.endTokens()).containsExactly(last);
      Completion ended =
          generator(model).generate(PROMPTS, Generation.greedy(8)).getFirst().getFirst();
      assertThat(ended.end()).isEqualTo(End.END_TOKEN);
      assertThat(ended.tokens()).isEqualTo(whole.subList(0, at + 1));
      assertThat(ended.text()).isEqualTo(text(whole.subList(0, at)));
      // What is empty starts from the token that ends texts.
      assertThat(generator(model).generate(List.of(""), Generation.greedy(2)))
          .isEqualTo(generator(model).generate(List.of("w" + last), Generation.greedy(2)));
    }
  }

  /// Special tokens, which texts are told without.
  private LoadedModel withSpecials(int... tokens) {
    String added =
        Arrays.stream(tokens)
            .mapToObj(
                "{\"id\": %1$d, \"content\": \"w%1$d\", \"special\": true, \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false}"
                    ::formatted)
            .collect(Collectors.joining(", ", "\"added_tokens\": [", "],"));
    return WordModel.load("gpt_neox", 50_256, added, folder.resolve("special"));
  }

  @Test
  void specialTokenAmongTheStopsEndsTheTextBeforeIt() {
    List<Integer> whole;
    try (LoadedModel model = model("gpt_neox")) {
      whole = generator(model).generate(PROMPTS, Generation.greedy(8)).get(1).getFirst().tokens();
    }
    int third = whole.get(2);
    int at = whole.indexOf(third);
    try (LoadedModel model = withSpecials(third)) {
      Completion stopped =
          generator(model)
              .generate(PROMPTS, Generation.greedy(8, "never", "w" + third))
              .get(1)
              .getFirst();
      assertThat(stopped.end()).isEqualTo(End.STOP);
      assertThat(stopped.tokens()).isEqualTo(whole.subList(0, at + 1));
      assertThat(stopped.text()).isEqualTo(text(whole.subList(0, at)));
      assertThatThrownBy(
              () -> generator(model).generate(PROMPTS, Generation.greedy(8, "w1 w" + third)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("'w1 w%d' holds a special token".formatted(third));
    }
  }

  private static String text(List<Integer> tokens) {
    return String.join("", tokens.stream().map(token -> " w" + token).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "gpt_neox", "opt", "llama", "mistral_window", "qwen3", "gemma2"})
  void scoresAreThoseOfWholeRows(String family) {
    List<List<String>> answers =
        List.of(
            List.of(" w1", " w2 w3", " w9 w9 w9 w9"),
            List.of(" w30"),
            List.of(" w4 w5", " w6"),
            List.of(" w7 w7 w7", " w7 w7", " w7", " w8"),
            List.of(" w10", " w11"));
    try (LoadedModel model = model(family)) {
      List<List<Score>> scores = generator(model).score(PROMPTS, answers);
      for (int i = 0; i < PROMPTS.size(); i++) {
        assertThat(scores.get(i)).hasSameSizeAs(answers.get(i));
        for (int j = 0; j < answers.get(i).size(); j++) {
          int[] row = ids(PROMPTS.get(i) + answers.get(i).get(j));
          int start = ids(PROMPTS.get(i)).length;
          double[][] told = whole(model, row);
          double sum =
              IntStream.range(start, row.length).mapToDouble(t -> told[t - 1][row[t]]).sum();
          assertThat(scores.get(i).get(j).logProbability()).isCloseTo(sum, within(1e-5));
          assertThat(scores.get(i).get(j).tokens()).isEqualTo(row.length - start);
        }
      }
      assertThat(generator(model).tokensAtOnce(1).score(PROMPTS, answers))
          .usingRecursiveComparison()
          .withComparatorForType(
              (a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b), Double.class)
          .isEqualTo(scores);
    }
  }

  @Test
  void answersOfOtherLengthsAreScoredBesideLongPrompts() {
    List<String> prompts =
        List.of(
            String.join(" ", Collections.nCopies(POSITIONS - 4, "w3")),
            String.join(" ", Collections.nCopies(POSITIONS - 10, "w4")));
    List<List<String>> answers = List.of(List.of(" w1".repeat(3)), List.of(" w2".repeat(9)));
    try (LoadedModel model = model("gpt2")) {
      List<List<Score>> together = generator(model).score(prompts, answers);
      for (int i = 0; i < 2; i++) {
        Score alone =
            generator(model)
                .score(List.of(prompts.get(i)), List.of(answers.get(i)))
                .getFirst()
                .getFirst();
        assertThat(together.get(i).getFirst().logProbability())
            .isCloseTo(alone.logProbability(), within(1e-5));
      }
    }
  }

  @Test
  void whatIsTooLongIsCutAtItsStart() {
    List<String> words = IntStream.range(0, 100).mapToObj(i -> "w" + i * 7 % WORDS).toList();
    String prompt = String.join(" ", words);
    String end = String.join(" ", words.subList(100 - (POSITIONS - 4), 100));
    try (LoadedModel model = model("gpt2")) {
      Generation how = Generation.greedy(4);
      assertThat(generator(model).generate(List.of(prompt), how))
          .isEqualTo(generator(model).generate(List.of(end), how));
      List<List<String>> answers = List.of(List.of(" w1 w2 w3 w4", " w5"));
      assertThat(generator(model).score(List.of(prompt), answers))
          .isEqualTo(generator(model).score(List.of(end), answers));
    }
  }

  @Test
  void whatCannotBeGeneratedIsExplained() {
    try (LoadedModel model = model("gpt2")) {
      Generator generator = generator(model);
      assertThatThrownBy(() -> generator.generate(PROMPTS, Generation.greedy(POSITIONS)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("64 tokens are to be generated")
          .hasMessageContaining("positions for 64");
      assertThatThrownBy(() -> generator.generate(List.of("w1", ""), Generation.greedy(1)))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("a prompt is empty");
      assertThatThrownBy(() -> generator.score(List.of("w1"), List.of(List.of(" w2", " "))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("what follows prompt 2 holds no token");
      assertThatThrownBy(() -> generator.score(List.of("w1"), List.of(List.of(" w2".repeat(64)))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("an answer has 64 tokens");
    }
  }

  @Test
  void cancelledBetweenTwoTokens() {
    AtomicInteger asked = new AtomicInteger();
    try (LoadedModel model = model("gpt2")) {
      assertThatThrownBy(() ->
              generator(model)
                  .cancelledWhen(() -> asked.incrementAndGet() == 4)
                  .generate(PROMPTS, Generation.greedy(8)))
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void promptsDoneAreToldAndNothingIsLeftInNativeMemory() {
    List<Long> done = new ArrayList<>();
    try (LoadedModel model = model("llama")) {
      generator(model).generate(PROMPTS, Generation.greedy(8));
      long before = Scope.liveObjects();
      generator(model)
          .tokensAtOnce(40)
          .progress((rows, all, loss) -> done.add(rows))
          .generate(PROMPTS, Generation.greedy(8));
      generator(model).score(PROMPTS, PROMPTS.stream().map(p -> List.of(" w1", " w2 w2")).toList());
      assertThat(Scope.liveObjects()).isLessThanOrEqualTo(before);
    }
    assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(5L);
  }
}
