package dev.w2s.generate.internal;

import dev.w2s.generate.Completion;
import dev.w2s.generate.Generation;
import dev.w2s.model.KeyValueCache;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// Some prompts that are gone on with together, one token of each at a time. A prompt is read once,
/// however many completions it gets; rows that are at their end are computed no further.
public final class Rollout implements AutoCloseable {
  private final Reader reader;
  private final Prompts prompts;
  private final Generation how;
  private final int[] batch;
  private final List<Row> rows = new ArrayList<>();
  private List<Row> open;
  private KeyValueCache cache;

  private Rollout(Reader reader, Prompts prompts, Generation how, int[] batch) {
    this.reader = reader;
    this.prompts = prompts;
    this.how = how;
    this.batch = batch;
    for (int prompt : batch) {
      for (int sample = 0; sample < how.samples(); sample++) {
        rows.add(new Row(prompt, prompts.ids().get(prompt).length, sample, how.seed()));
      }
    }
    this.open = List.copyOf(rows);
    this.cache = new KeyValueCache(longest() + how.maxTokens());
  }

  /// The completions of some prompts.
  ///
  /// @param prompts all of them
  /// @param batch the numbers of those that are gone on with
  public static List<List<Completion>> of(
      Reader reader, Prompts prompts, Generation how, int[] batch) {
    try (Rollout rollout = new Rollout(reader, prompts, how, batch);
        NoGradGuard constant = new NoGradGuard()) {
      rollout.begin();
      while (!rollout.open.isEmpty()) {
        rollout.goOn();
      }
      return rollout.completions();
    }
  }

  private int longest() {
    return Arrays.stream(batch).map(row -> prompts.ids().get(row).length).max().orElseThrow();
  }

  private void begin() {
    try (Scope scope = Scope.open()) {
      List<int[]> ids = Arrays.stream(batch).mapToObj(prompts.ids()::get).toList();
      Tensor first = reader.afterLast(ids, new int[batch.length], cache); // [B, V]
      int[] each = IntStream.range(0, rows.size()).map(row -> row / how.samples()).toArray();
      if (how.samples() > 1) {
        keep(each);
      }
      take(first.index_select(0, Tensors.longs(wide(each), each.length)));
    }
  }

  private void goOn() {
    try (Scope scope = Scope.open()) {
      int[] starts = open.stream().mapToInt(Row::place).toArray();
      take(reader.afterLast(open.stream().map(Row::newest).toList(), starts, cache));
    }
  }

  /// Gives each open row its next token.
  ///
  /// @param logProbabilities `[R, V]`
  private void take(Tensor logProbabilities) {
    List<Row> taking = open;
    List<Pick> picks = Picker.pick(logProbabilities, taking, how.choice());
    for (int i = 0; i < picks.size(); i++) {
      taking.get(i).add(picks.get(i), prompts, how);
    }
    int[] left =
        IntStream.range(0, taking.size())
            .filter(i -> taking.get(i).completion().isEmpty())
            .toArray();
    open = Arrays.stream(left).mapToObj(taking::get).toList();
    if (left.length > 0 && left.length < taking.size()) {
      keep(left);
    }
  }

  private void keep(int[] chosen) {
    KeyValueCache left = cache.of(chosen);
    cache.close();
    cache = left;
  }

  private List<List<Completion>> completions() {
    List<Completion> all = rows.stream().map(row -> row.completion().orElseThrow()).toList();
    int samples = how.samples();
    return IntStream.range(0, batch.length)
        .mapToObj(i -> List.copyOf(all.subList(i * samples, (i + 1) * samples)))
        .toList();
  }

  private static long[] wide(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  @Override
  public void close() {
    cache.close();
  }
}
