package dev.w2s.generate.internal;

import dev.w2s.generate.Score;
import dev.w2s.model.KeyValueCache;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Some prompts that are read together, each once; then the tokens of their answers.
public final class Scoring {
  private final Reader reader;
  private final List<Answers> batch;
  private final List<Pair> pairs;
  private final double[] sums;

  /// @param row number of the prompt within the batch
  private record Pair(int row, int[] answer) {}

  private Scoring(Reader reader, List<Answers> batch) {
    this.reader = reader;
    this.batch = batch;
    this.pairs =
        IntStream.range(0, batch.size())
            .boxed()
            .flatMap(row -> batch.get(row).answers().stream().map(ids -> new Pair(row, ids)))
            .toList();
    this.sums = new double[pairs.size()];
  }

  /// The scores of some prompts' answers.
  ///
  /// @param tokensAtOnce that are remembered of answers of several tokens, with their prompts
  public static List<List<Score>> of(Reader reader, List<Answers> batch, int tokensAtOnce) {
    int columns = batch.stream().mapToInt(Answers::columns).max().orElseThrow();
    Scoring scoring = new Scoring(reader, batch);
    try (KeyValueCache cache = new KeyValueCache(columns);
        NoGradGuard constant = new NoGradGuard()) {
      scoring.addFirst(cache);
      scoring.addRest(cache, tokensAtOnce);
    }
    return scoring.scores();
  }

  /// What the last token of each prompt says of the first of each answer.
  private void addFirst(KeyValueCache cache) {
    try (Scope scope = Scope.open()) {
      List<int[]> prompts = batch.stream().map(Answers::prompt).toList();
      Tensor told = reader.afterLast(prompts, new int[prompts.size()], cache); // [B, V]
      long vocabulary = told.size(1);
      long[] places =
          pairs.stream().mapToLong(pair -> pair.row * vocabulary + pair.answer[0]).toArray();
      float[] first = Tensors.toFloats(told.take(Tensors.longs(places, places.length)));
      for (int i = 0; i < first.length; i++) {
        sums[i] = first[i];
      }
    }
  }

  /// The same of all tokens behind it, for answers that have more.
  private void addRest(KeyValueCache cache, int tokensAtOnce) {
    int[] longer =
        IntStream.range(0, pairs.size()).filter(i -> pairs.get(i).answer.length > 1).toArray();
    int[] lengths = Arrays.stream(longer).map(i -> start(i) + pairs.get(i).answer.length).toArray();
    for (int[] piece : Batches.forPrediction(lengths, tokensAtOnce)) {
      addRest(cache, inRuns(Arrays.stream(piece).map(n -> longer[n])));
    }
  }

  /// Answers of one length behind each other.
  private int[] inRuns(IntStream piece) {
    return piece
        .boxed()
        .sorted(Comparator.comparingInt(i -> pairs.get(i).answer.length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private void addRest(KeyValueCache all, int[] piece) {
    List<int[]> read = new ArrayList<>();
    for (int i : piece) {
      read.add(Arrays.copyOf(pairs.get(i).answer, pairs.get(i).answer.length - 1));
    }
    int[] starts = Arrays.stream(piece).map(this::start).toArray();
    try (Scope scope = Scope.open();
        KeyValueCache cache = all.of(Arrays.stream(piece).map(i -> pairs.get(i).row).toArray())) {
      Tensor told = reader.afterEach(read, starts, cache); // [n, V]
      float[] each = Tensors.toFloats(told.gather(1, seconds(piece)));
      int n = 0;
      for (int i : piece) {
        for (int t = 1; t < pairs.get(i).answer.length; t++) {
          sums[i] += each[n++];
        }
      }
    }
  }

  /// The tokens of answers behind their first, int64 `[n, 1]`.
  private Tensor seconds(int[] piece) {
    long[] tokens =
        Arrays.stream(piece)
            .mapToObj(i -> pairs.get(i).answer)
            .flatMapToInt(answer -> Arrays.stream(answer).skip(1))
            .asLongStream()
            .toArray();
    return Tensors.longs(tokens, tokens.length, 1);
  }

  private int start(int pair) {
    return batch.get(pairs.get(pair).row).prompt().length;
  }

  private List<List<Score>> scores() {
    List<List<Score>> scores = new ArrayList<>();
    int n = 0;
    for (Answers answers : batch) {
      List<Score> row = new ArrayList<>();
      for (int[] answer : answers.answers()) {
        row.add(new Score(sums[n++], answer.length));
      }
      scores.add(List.copyOf(row));
    }
    return scores;
  }
}
