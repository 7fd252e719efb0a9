package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.tensor.Libtorch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
  @Test
  void tellsTheDeviceThatIsComputedOn() {
    Map<String, String> told = Provenance.now(2, "");
    assertThat(told).containsOnlyKeys(Provenance.NAMES).containsEntry("threads", "2");
    assertThat(told).containsEntry("device", Libtorch.deviceName());
    assertThat(Libtorch.deviceName()).isEqualTo("cpu");
  }
}
