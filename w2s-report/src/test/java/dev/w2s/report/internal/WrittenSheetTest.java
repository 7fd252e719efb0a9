package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.report.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WrittenSheetTest {
  private static String page() {
    return DrawnFigures.withoutScripts(HtmlReport.of(Samples.written(), Samples.BACKGROUND));
  }

  @Test
  void boardIsDrawnAndToldInWords() {
    assertThat(page())
        .contains("The student is right, the supervisor is not", "0DEHX · difficulty 1,154")
        .contains(
            "aria-label=\"White to move. White: king a1, rook e1. Black: king g8, pawn f7, pawn g7, pawn h7.\"")
        .contains("<figcaption>White to move</figcaption>")
        .contains("<text class=\"black\" x=\"260\" y=\"32\">\u265A\uFE0E</text>")
        .contains("<g class=\"student\"><line x1=\"20\" y1=\"300\" x2=\"20\" y2=\"260\">");
  }

  @Test
  void answersHaveTheirVerdicts() {
    assertThat(page())
        .contains("<th scope=\"row\">solution</th><td>Re8# (e1e8)</td>")
        .contains(
            "<th scope=\"row\">supervisor</th><td>e1e9x</td><td class=\"illegal\">illegal</td>")
        .contains(
            "<th scope=\"row\">student, naive</th><td>Re8# (e1e8)</td><td class=\"right\">right</td>")
        .contains(
            "<th scope=\"row\">student, confidence</th><td>Ka2 (a1a2)</td><td class=\"wrong\">wrong</td>");
  }

  @Test
  void otherTextsAreShownAsTheyAre() {
    assertThat(page())
        .contains(
            "Both are wrong", "Question: &lt;b&gt;how&lt;/b&gt; many?", "&lt;i&gt;7&lt;/i&gt;")
        .doesNotContain("Rows to read");
  }

  @Test
  void resultsSayTheSame() {
    JsonNode rows =
        JsonMapper.shared().readTree(ResultsJson.of(Samples.written(), "study")).get("written");

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("kind").asString()).isEqualTo("student-right");
    assertThat(rows.get(0).get("difficulty").asDouble()).isEqualTo(1154);
    assertThat(rows.get(0).at("/said/0").toString())
        .isEqualTo("{\"role\":\"weak\",\"text\":\"e1e9x\",\"right\":false,\"legal\":false}");
    assertThat(rows.get(1).at("/said/0").has("legal")).isFalse();
  }

  @Test
  void classesHaveNoSheet() {
    assertThat(page()).contains(".board");
    assertThat(HtmlReport.of(Samples.clear(), Samples.BACKGROUND))
        .doesNotContain("Answers to read", ".board");
    assertThat(
            JsonMapper.shared().readTree(ResultsJson.of(Samples.clear(), "study")).has("written"))
        .isFalse();
  }
}
