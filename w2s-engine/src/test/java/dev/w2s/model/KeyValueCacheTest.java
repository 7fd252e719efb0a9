package dev.w2s.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.tensor.Libtorch;
import dev.w2s.tensor.Scope;
import dev.w2s.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyValueCacheTest {
  @BeforeEach
  void start() {
    Libtorch.start(1);
  }

  /// Takes up room for a layer.
  private static void layer(KeyValueCache cache, int number, int rows) {
    try (Scope scope = Scope.open()) {
      Tensor like = Tensors.zeros(rows, 1, 1, 4);
      cache.keys(number, rows, like);
    }
  }

  @Test
  void nothingIsLeftOfRowsThatCouldNotBeTakenFromEveryLayer() {
    long before = Scope.liveObjects();
    try (KeyValueCache cache = new KeyValueCache(8)) {
      layer(cache, 0, 3);
      layer(cache, 1, 1);
      long held = Scope.liveObjects();
      assertThatThrownBy(() -> cache.of(new int[] {2})).isInstanceOf(RuntimeException.class);
      assertThat(Scope.liveObjects()).isEqualTo(held);
      cache.of(new int[] {0, 0}).close();
      assertThat(Scope.liveObjects()).isEqualTo(held);
    }
    assertThat(Scope.liveObjects()).isEqualTo(before);
  }
}
