package dev.w2s.model;

import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import dev.w2s.text.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// What a decoder remembers of rows that it has gone through: the key and the value of every token
/// in every layer. Tokens that come later are computed from these, and no token twice. Holds native
/// memory until closed.
///
/// The key of a row's token lies in the column of its place, whatever the other rows hold.
public final class KeyValueCache implements AutoCloseable {
  private final int columns;
  private final List<Layer> layers = new ArrayList<>();

  /// @param keys `[B, heads, columns, d]`
  /// @param values `[B, heads, columns, d]`
  private record Layer(Tensor keys, Tensor values) {
    /// Kept once both are there.
    static Layer kept(Scope scope, Tensor keys, Tensor values) {
      return new Layer(scope.keep(keys), scope.keep(values));
    }
  }

  /// @param columns places of the longest row, the tokens that are still to come among them
  public KeyValueCache(int columns) {
    this.columns = columns;
  }

  /// The next tokens of each row, to be gone through with a [Pass] that says so.
  ///
  /// @param batch the tokens, which know their places
  /// @throws IllegalArgumentException where there is no column for one of them
  public Continuation next(TokenBatch batch) {
    if (batch.reach() > columns) {
      throw new IllegalArgumentException(
          "a row grows to " + batch.reach() + " tokens, but there are columns for " + columns);
    }
    return new Continuation(this, batch, 0);
  }

  /// What is remembered of some rows, which may be named more than once.
  ///
  /// @param rows numbers of rows here, in the order they are to have there
  public KeyValueCache of(int[] rows) {
    KeyValueCache chosen = new KeyValueCache(columns);
    try (Scope scope = Scope.open()) {
      Tensor index = Tensors.longs(Arrays.stream(rows).asLongStream().toArray(), rows.length);
      for (Layer layer : layers) {
        chosen.layers.add(
            Layer.kept(
                scope, layer.keys.index_select(0, index), layer.values.index_select(0, index)));
      }
    } catch (RuntimeException e) {
      // Memory may end midway; whoever halves the batch needs that of the layers before.
      chosen.close();
      throw e;
    }
    return chosen;
  }

  /// The keys of a layer, room for which is made when it first comes; all behind them follow.
  ///
  /// @param rows B
  /// @param like keys or values of the layer, `[.., heads, .., d]`
  Tensor keys(int layer, int rows, Tensor like) {
    return layer(layer, rows, like).keys;
  }

  /// The same of values.
  Tensor values(int layer, int rows, Tensor like) {
    return layer(layer, rows, like).values;
  }

  private Layer layer(int number, int rows, Tensor like) {
    while (layers.size() <= number) {
      try (Scope scope = Scope.open()) {
        layers.add(Layer.kept(scope, room(rows, like), room(rows, like)));
      }
    }
    return layers.get(number);
  }

  private Tensor room(int rows, Tensor like) {
    return Tensors.zeros(rows, like.size(1), columns, like.size(3));
  }

  @Override
  public void close() {
    for (Layer layer : layers) {
      Scope.free(layer.keys);
      Scope.free(layer.values);
    }
  }
}
