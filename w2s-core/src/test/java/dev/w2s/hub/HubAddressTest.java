package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.hub.HubAddress.Kind;
import dev.w2s.problem.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubAddressTest {
  @ParameterizedTest
  @CsvSource({
    "hf:org/name,MODEL,org/name,main,''",
    "hf:gpt2,MODEL,gpt2,main,''",
    "hf:org/name-1.5_b@v1.0,MODEL,org/name-1.5_b,v1.0,''",
    "hf:datasets/org/name@refs/convert/parquet!/default/train/*.parquet,DATASET,org/name,refs/convert/parquet,default/train/*.parquet",
    "hf:datasets/glue!/sst2/train.parquet,DATASET,glue,main,sst2/train.parquet"
  })
  void formsAreRead(String text, Kind kind, String repository, String revision, String path) {
    HubAddress address = HubAddress.parse(text);
    assertThat(address).isEqualTo(new HubAddress(kind, repository, revision, path));
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf:",
        "hf:org/name/more",
        "hf:org--name",
        "hf:../name",
        "hf:org/na me",
        "hf:org/name@",
        "hf:org/name@../x",
        "hf:org/name@a//b",
        "hf:org/name@/a",
        "hf:datasets/org/name!/../x",
        "hf:datasets/org/name!//x",
        "hf:datasets/org/name!/a\\b"
      })
  void otherTextsAreRefusedInOneLine(String text) {
    assertThatThrownBy(() -> HubAddress.parse(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(text)
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(1L);
  }

  @Test
  void commitIsPinnedAndABranchIsNot() {
    assertThat(HubAddress.parse("hf:a/b@" + HubServer.COMMIT).isPinned()).isTrue();
    assertThat(HubAddress.parse("hf:a/b@0123456").isPinned()).isFalse();
  }
}
