package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whole studies in which rows beside those that are learnt from decide something: a learning rate,
/// or what each of several supervisors counts.
class FittedOnSharesTest {
  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private List<Path> stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(tiny.file("store").resolve("steps"))) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }

  @Test
  void learningRateIsChosenOnValidationRows() throws IOException {
    Path study =
        tiny.study(
            "searched",
            "rows: {train: 120, validation: 40, test: 60}",
            "training: {epochs: 8, batch: 8, learning-rate: [1e-7, 3e-3]}",
            "methods: [naive]",
            "seeds: 1");
    tiny.run(study, "out");

    assertThat(tiny.results("out").at("/ceiling/value").asDouble()).isGreaterThan(.6);
    JsonNode rates = tiny.results("out").get("learningRates");
    assertThat(rates.get(0).get("method").asString()).isEqualTo("naive");
    assertThat(rates.get(1).get("role").asString()).isEqualTo("ceiling");
    assertThat(rates.at("/1/tried/0").asDouble()).isEqualTo(1e-7);
    assertThat(rates.at("/1/chosen/0").asDouble()).isEqualTo(3e-3);
    assertThat(stored("model.safetensors")).as("weights are released").isEmpty();
    assertThat(tiny.run(study, "again")).contains("nothing to compute");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{several: ['file:model', {model: 'file:model', layers: 1}], combine: learned-weights}",
        "{model: 'file:model', layers: 1, combine: {boosting: {supervisors: 2}}}",
        "{model: 'file:model', layers: 1, tuning: probe, combine: boosting}"
      })
  void supervisorsThatAreFittedTogetherAreCarriedOut(String weak) throws IOException {
    Path study =
        tiny.study(
            "together",
            "models: {weak: " + weak + ", strong: 'file:model'}",
            "methods: [naive]",
            "seeds: 1");
    tiny.run(study, "out");

    assertThat(tiny.results("out").at("/weak/value").asDouble()).isGreaterThan(.35);
    assertThat(tiny.run(study, "again")).contains("nothing to compute");
  }
}
