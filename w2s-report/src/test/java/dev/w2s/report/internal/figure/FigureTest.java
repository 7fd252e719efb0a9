package dev.w2s.report.internal.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.w2s.report.internal.figure.Figure.Choice;
import dev.w2s.report.internal.figure.Figure.Series;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class FigureTest {
  private static Figure figure(String id, String name) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    rows.addObject().put("method", name).put("gain", .1);
    return new Figure(
        id,
        "Gain",
        "",
        Optional.empty(),
        Map.of("", "gain of " + name),
        List.of(new Series(name, "student")),
        Optional.of(new Choice("method", true, List.of(name), List.of(name))),
        rows);
  }

  @Test
  void rowsSeriesAndDrawingAreReadFromTheScript() {
    JsonNode read =
        JsonMapper.builder()
            .build()
            .readTree(Figure.script(List.of(figure("gain-by-method", "naive"))))
            .get(0);

    assertThat(read.get("rows").get(0).get("gain").asDouble()).isEqualTo(.1);
    assertThat(read.get("series").get(0).get("kind").asString()).isEqualTo("student");
    assertThat(read.get("choice").get("chosen").get(0).asString()).isEqualTo("naive");
    assertThat(read.get("descriptions").get("").asString()).isEqualTo("gain of naive");
    assertThat(read.get("spec").get("layer").size()).isGreaterThan(2);
  }

  @Test
  void namesCannotEndTheScript() {
    assertThat(Figure.script(List.of(figure("gain-by-method", "</script><script>alert(1)"))))
        .doesNotContain("<")
        .contains("\\u003c/script>");
  }

  @Test
  void idsNameADrawing() {
    assertThatIllegalArgumentException().isThrownBy(() -> figure("../secret", "naive"));
  }
}
