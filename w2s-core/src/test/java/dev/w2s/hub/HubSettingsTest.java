package dev.w2s.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubSettingsTest {
  @TempDir Path home;

  private HubSettings of(Map<String, String> environment) {
    return HubSettings.of(environment, home);
  }

  @Test
  void emptyEnvironmentGivesTheHubItself() {
    HubSettings settings = of(Map.of("HF_ENDPOINT", "", "HF_TOKEN", " "));
    assertThat(settings.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void cacheLiesWhereTheEnvironmentSays() {
    assertThat(of(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/huggingface/hub"));
    assertThat(of(Map.of("HF_HOME", "/h", "XDG_CACHE_HOME", "/x")).cache())
        .isEqualTo(Path.of("/h/hub"));
    assertThat(of(Map.of("HF_HOME", "~/h")).cache()).isEqualTo(home.resolve("h/hub"));
    assertThat(of(Map.of("HF_HUB_CACHE", "/c", "HF_HOME", "/h")).cache()).isEqualTo(Path.of("/c"));
    assertThat(of(Map.of("HUGGINGFACE_HUB_CACHE", "/o", "HF_HOME", "/h")).cache())
        .isEqualTo(Path.of("/o"));
  }

  @Test
  void tokenComesFromTheVariableOrElseFromTheFile() throws IOException {
    Files.createDirectories(home.resolve("h"));
    Files.writeString(home.resolve("h/token"), "hf_file\n");
    Files.writeString(home.resolve("other"), "hf_other");
    assertThat(of(Map.of("HF_HOME", "~/h")).token()).contains("hf_file");
    assertThat(of(Map.of("HF_HOME", "~/h", "HF_TOKEN", "hf_env\n")).token()).contains("hf_env");
    assertThat(of(Map.of("HF_HOME", "~/h", "HF_TOKEN_PATH", "~/other")).token())
        .contains("hf_other");
  }

  @Test
  void tokenIsNotShown() {
    assertThat(of(Map.of("HF_TOKEN", "hf_secret")).toString()).doesNotContain("secret");
    assertThatThrownBy(() -> of(Map.of("HF_TOKEN", "hf_secret\nX-Header: 1")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("HF_TOKEN")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "true,true", "YES,true", "on,true", "0,false", "no,false"})
  void offlineIsReadAsPythonReadsIt(String value, boolean offline) {
    assertThat(of(Map.of("HF_HUB_OFFLINE", value)).offline()).isEqualTo(offline);
    assertThat(of(Map.of("TRANSFORMERS_OFFLINE", value)).offline()).isEqualTo(offline);
  }

  @Test
  void mirrorMayHaveAPath() {
    assertThat(of(Map.of("HF_ENDPOINT", "https://mirror.example/api/hf/")).endpoint())
        .isEqualTo(URI.create("https://mirror.example/api/hf"));
  }

  @ParameterizedTest
  @CsvSource({
    "HF_ENDPOINT,huggingface.co",
    "HF_ENDPOINT,ftp://x",
    "HF_ENDPOINT,https://a b",
    "HF_HUB_DOWNLOAD_TIMEOUT,soon",
    "HF_HUB_DOWNLOAD_TIMEOUT,0"
  })
  void variableThatCannotBeUsedIsNamed(String name, String value) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }
}
