package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.finding.Overview;
import dev.w2s.measure.Interval;
import dev.w2s.report.Samples;
import dev.w2s.report.internal.figure.PageResource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OverviewReportTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Overview CLEAR =
      Overview.of("glosses", Collections.nCopies(6, Samples.clear()));

  /// The page without the scripts that draw it.
  private static String page(Overview overview) {
    return DrawnFigures.withoutScripts(
        OverviewReport.of(overview, "study: glosses # <b>mine</b>\n"));
  }

  @Test
  void answerTableAndStudiesAreThere() {
    assertThat(page(CLEAR))
        .contains("in 12 of 12 cases and worse in 0")
        .contains("6 of 6 studies have a gap")
        .contains("confidence: its median gain is 7.9 points (96.9\u00a0% interval")
        .contains("<th scope=\"colgroup\" colspan=\"6\">wordnet-gloss</th>")
        .contains("<td class=\"better\">▲ <b>56 %</b><span class=\"ends\">[43, 70]</span></td>")
        .contains("<b>84.3 %</b><span class=\"ends\">[83.4, 85.2]</span>")
        .contains("<a href=\"gloss/report.html\">gloss</a>")
        .contains("6 studies together")
        .contains("Methods against naive")
        .contains("The gain in squared error is at least the misfit for 0 of 12 students.")
        .contains("study: glosses # &lt;b&gt;mine");
  }

  @Test
  void studiesWithoutAGapAreNamedWithTheReason() {
    assertThat(page(Overview.of("odd", List.of(Samples.clear(), Samples.hostile()))))
        .contains("No gap in hostile: ceiling - weak is 0.4 points")
        .contains("1 of 2 studies have a gap")
        .contains("<b>no gap</b>")
        .contains("1 note in the reports of the single studies");
  }

  @Test
  void everyNumberOfAFigureIsInTheResults() {
    JsonNode results = MAPPER.readTree(ResultsJson.of(CLEAR, "study"));
    Set<Double> known = DrawnFigures.numbers(results);

    for (JsonNode figure : DrawnFigures.of(page(CLEAR))) {
      Set<Double> drawn = DrawnFigures.numbers(figure.get("rows"));
      assertThat(drawn).as(figure.get("id").asString()).hasSizeGreaterThan(3);
      assertThat(known).as(figure.get("id").asString()).containsAll(drawn);
    }
  }

  @Test
  void everyIntervalOfTheResultsIsInTheReport() {
    JsonNode results = MAPPER.readTree(ResultsJson.of(CLEAR, "study"));
    String html = page(CLEAR);

    for (JsonNode study : results.get("studies")) {
      assertThat(html).contains(ends(study.get("weak")), ends(study.get("ceiling")));
      assertThat(html).contains(ends(study.get("gap")));
      for (JsonNode pgr : study.findValues("pgr")) {
        assertThat(html).contains(Words.pgrEnds(interval(pgr)));
      }
    }
    for (JsonNode pooled : results.get("pooled")) {
      assertThat(html).contains(Words.points(pooled.get("gain").get("median").asDouble()));
      assertThat(html).contains(Words.p(pooled.get("p").asDouble()));
      assertThat(html).contains(Words.p(pooled.get("pHolm").asDouble()));
    }
    for (JsonNode check : results.get("gainPredictors")) {
      String rho = "%.2f".formatted(check.get("rankCorrelation").asDouble());
      assertThat(html).contains("<td>" + rho + " (no interval), 12 students of 1 task</td>");
    }
    for (JsonNode pair : results.get("comparisons")) {
      assertThat(html).contains(Words.points(pair.get("difference").get("median").asDouble()));
      assertThat(html).contains(Words.p(pair.get("pHolm").asDouble()));
    }
  }

  @Test
  void figuresAreToldInWords() {
    JsonNode first = DrawnFigures.of(page(CLEAR)).get(0);

    assertThat(first.get("descriptions").get("wordnet-gloss").asString())
        .contains("wordnet-gloss: weak labels (all-minilm-l6-v2, first 2 layers) 70.1 %")
        .contains("naive (bge-small-en-v1.5) 75.0 % [73.9, 76.1]");
  }

  @Test
  void figuresWithoutRowsAreLeftOut() {
    List<String> ids = new ArrayList<>();
    DrawnFigures.of(page(Overview.of("odd", List.of(Samples.hostile()))))
        .forEach(figure -> ids.add(figure.get("id").asString()));

    assertThat(ids).contains("accuracy-by-size").doesNotContain("pgr-by-size", "pgr-by-method");
  }

  @Test
  void usersTextCannotBreakOut() {
    String html = page(Overview.of("odd", List.of(Samples.hostile())));

    assertThat(html.split("<script", -1)).hasSize(3);
    assertThat(html.split("</script", -1)).hasSize(3);
    assertThat(html).doesNotContain("<img", "<i>");
  }

  @Test
  void librariesComeWithTheirLicence() {
    assertThat(PageResource.drawing().split("University of Washington Interactive Data Lab", -1))
        .hasSize(1 + 3);
    assertThat(PageResource.drawing()).doesNotContain("sourceMappingURL", "</script", "<!--");
    assertThat(page(CLEAR))
        .contains("default-src 'none'")
        .doesNotContain("src=", "@import", "<link", "url(");
  }

  private static Interval interval(JsonNode of) {
    return new Interval(of.get("low").asDouble(), of.get("high").asDouble(), .95);
  }

  private static String ends(JsonNode of) {
    return Words.ends(interval(of));
  }
}
