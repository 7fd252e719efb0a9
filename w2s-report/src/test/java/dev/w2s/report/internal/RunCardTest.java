package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.report.Background;
import dev.w2s.report.Fact;
import dev.w2s.report.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCardTest {
  @Test
  void metadataTableAndProtocolAreThere() {
    assertThat(RunCard.of(Samples.clear(), Samples.BACKGROUND))
        .startsWith(
            """
            ---
            library_name: w2s
            pipeline_tag: text-classification
            tags:
            - weak-to-strong
            metrics:
            - accuracy
            """)
        .contains("    - {type: accuracy, name: \"student, confidence\", value: 0.78}\n")
        .contains("\n---\n\n# gloss\n\nOf the 14.2 points between")
        .contains(
            "| student, confidence | 78.0 % | \\[76.9, 79.1\\] | 2,000 | 7.9 points | \\[3.6, 9.1\\] | 56 % | \\[43, 70\\] |\n")
        .contains("\n## Protocol\n\n- Related rows", "- JDK: 25.0.1\n")
        .endsWith(
            "```yaml\nstudy: gloss\nrows: {train: 8000, validation: 1000, test: 2000}\n```\n");
  }

  @Test
  void everyAccuracyOfTheResultsIsInTheMetadata() {
    String card = RunCard.of(Samples.wide(), Samples.BACKGROUND);
    JsonNode results =
        JsonMapper.builder().build().readTree(ResultsJson.of(Samples.wide(), "study"));

    assertThat(card).contains("value: " + results.get("weak").get("value").asDouble() + "}");
    assertThat(card).contains("value: " + results.get("ceiling").get("value").asDouble() + "}");
    for (JsonNode student : results.get("students")) {
      double accuracy = student.get("accuracy").get("value").asDouble();
      assertThat(card).contains("value: " + accuracy + "}");
    }
  }

  @Test
  void usersTextSaysNothingToMarkdownOrYaml() {
    Background background =
        new Background("", "text: ```\n", List.of(new Fact("device", "a | b\n# <b>")), Map.of());

    assertThat(RunCard.of(Samples.hostile(), background))
        .doesNotContainPattern("(?<!\\\\)<")
        .contains("- device: a \\| b \\# \\<b\\>\n")
        .contains("````yaml\ntext: ```\n````\n");
  }
}
