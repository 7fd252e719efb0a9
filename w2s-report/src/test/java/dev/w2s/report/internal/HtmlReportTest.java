package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.finding.Findings;
import dev.w2s.measure.Interval;
import dev.w2s.report.Background;
import dev.w2s.report.Fact;
import dev.w2s.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class HtmlReportTest {
  /// The page without the scripts that draw its figures.
  private static String page(Findings findings, Background background) {
    return DrawnFigures.withoutScripts(HtmlReport.of(findings, background));
  }

  @Test
  void answerTableLedgerAndProvenanceAreThere() {
    assertThat(page(Samples.clear(), Samples.BACKGROUND))
        .contains(
            "the student recovers 34\u00a0% with naive (95\u00a0% interval 25 to 44) and 56\u00a0%"
                + " with confidence")
        .contains("<b>84.3 %</b> <span class=\"ends\">[83.4, 85.2]</span>")
        .contains("14.2 points [12.8, 15.6]")
        .contains("<b>56 %</b> <span class=\"ends\">[43, 70]</span>")
        .contains("Test evaluations: 12")
        .contains("seed 2: score the ceiling")
        .contains("<td>seed 0: score the supervisor</td><td>2026-01-02T03:04:05Z</td>")
        .contains("confidence - naive</th>", "p = 0.0084", "p &lt; 0.0001")
        .contains("no rows")
        .contains("<dt>JDK</dt><dd>25.0.1</dd>")
        .contains("rows: {train: 8000, validation: 1000, test: 2000}");
  }

  @Test
  void everyEstimateOfTheResultsIsInTheReport() {
    String html = page(Samples.clear(), Samples.BACKGROUND);
    JsonNode root = JsonMapper.builder().build().readTree(ResultsJson.of(Samples.clear(), "study"));

    List<JsonNode> estimates = new ArrayList<>();
    List<String> drawn = List.of("gainPredictors", "slices");
    ((ObjectNode) root).remove(drawn);
    root.get("students").forEach(student -> ((ObjectNode) student).remove(drawn));
    root.findParents("low").forEach(estimates::add);
    root.findValues("calibration").forEach(role -> estimates.add(role.get("error")));

    assertThat(estimates).hasSizeGreaterThan(15);
    assertThat(estimates).allSatisfy(estimate -> assertThat(html).contains(ends(estimate)));
    assertThat(root.findValues("pHolm"))
        .allSatisfy(p -> assertThat(html).contains(Words.p(p.asDouble())));
  }

  @Test
  void everyNumberOfAFigureIsInTheResults() {
    Set<Double> known =
        DrawnFigures.numbers(
            JsonMapper.builder().build().readTree(ResultsJson.of(Samples.clear(), "study")));

    JsonNode figures = DrawnFigures.of(page(Samples.clear(), Samples.BACKGROUND));

    assertThat(figures.size()).isEqualTo(3);
    for (JsonNode figure : figures) {
      Set<Double> drawn = DrawnFigures.numbers(figure.get("rows"));
      assertThat(drawn).as(figure.get("id").asString()).hasSizeGreaterThan(4);
      assertThat(known).as(figure.get("id").asString()).containsAll(drawn);
    }
  }

  @Test
  void everyNumberOfTheCurvesIsInTheResults() {
    Set<Double> known =
        DrawnFigures.numbers(
            JsonMapper.builder().build().readTree(ResultsJson.of(Samples.analysed(), "study")));

    JsonNode figures = DrawnFigures.of(page(Samples.analysed(), Samples.BACKGROUND));

    assertThat(figures.get(0).get("id").asString()).isEqualTo("through-training");
    Set<Double> drawn = DrawnFigures.numbers(figures.get(0).get("rows"));
    assertThat(drawn).hasSizeGreaterThan(100);
    assertThat(known).containsAll(drawn);
  }

  @Test
  void whatTrainingToTheEndCostsAndWhatFeaturesHoldIsTold() {
    assertThat(page(Samples.analysed(), Samples.BACKGROUND))
        .contains("What it costs to train to the end", "best, by an oracle")
        .contains("79.0 % <span class=\"ends\">[77.8, 80.3]</span>")
        .contains(">PGR 62 % [51, 75]</span><span class=\"what\">after 60 %</span>")
        .contains("+4.0 <span class=\"ends\">[2.9, 5.2]</span>")
        .contains("What the features hold", "probe of the pretrained model")
        .contains("+10.0 <span class=\"ends\">[8.1, 11.7]</span>");
    assertThat(page(Samples.clear(), Samples.BACKGROUND))
        .doesNotContain("What it costs", "What the features hold", "through-training");
  }

  @Test
  void everyNumberOfLengthControlIsInReportAndResults() {
    String html = page(Samples.analysed(), Samples.BACKGROUND);
    JsonNode root =
        JsonMapper.builder().build().readTree(ResultsJson.of(Samples.analysed(), "study"));
    JsonNode control = root.get("lengthControl");

    List<JsonNode> estimates = control.findParents("low");
    assertThat(estimates).hasSize(4 * 3 + 3);
    assertThat(estimates).allSatisfy(estimate -> assertThat(html).contains(ends(estimate)));
    assertThat(html)
        .contains("length gives nothing away", "(1,150)", "(830)")
        .contains(Words.percent(control.get("longerIsBetter").asDouble()) + " of all pairs")
        .contains("+5.1 <span class=\"ends\">[3.6, 6.6]</span>");
    assertThat(control.get("longerIsBetter").asDouble()).isEqualTo(1150 / 1980.);
    assertThat(control.get("students").get(1).get("method").asString()).isEqualTo("confidence");
    assertThat(control.at("/students/1/accuracy/value").asDouble()).isEqualTo(.5723);
    assertThat(control.at("/pairs/equal").asInt()).isEqualTo(20);
    assertThat(page(Samples.clear(), Samples.BACKGROUND)).doesNotContain("length gives nothing");
  }

  @Test
  void rowsToReadAreThere() {
    assertThat(page(Samples.clear(), Samples.BACKGROUND))
        .contains("naive: 1 row<")
        .contains(
            "truth <b>no</b> · weak labels yes 81.3 % · student no 93.8 % · right: <b>student")
        .contains("<blockquote>&lt;b&gt;first&lt;/b&gt; text</blockquote>");
  }

  private static String ends(JsonNode of) {
    Interval interval = new Interval(of.get("low").asDouble(), of.get("high").asDouble(), .95);
    double value = of.get("value").asDouble();
    // A PGR is told in whole per cent.
    return value == .3414 || value == .5605 ? Words.pgrEnds(interval) : Words.ends(interval);
  }

  @Test
  void plotIsToldInWords() {
    assertThat(page(Samples.clear(), Samples.BACKGROUND))
        .contains("role=\"img\"")
        .contains("weak labels: 70.1 % [68.9, 71.3]; student, naive: 75.0 % [73.9, 76.1];")
        .contains("naive: 34 % [25, 44]; confidence: 56 % [43, 70]</desc>");
  }

  @Test
  void nothingIsFetched() {
    assertThat(page(Samples.clear(), Samples.BACKGROUND).replace("http://www.w3.org/2000/svg", ""))
        .contains("default-src 'none'")
        .doesNotContain("http:", "https:", "src=", "url(", "@import", "<link");
  }

  @Test
  void noGapIsSaidInTheSentenceThePlotAndTheTable() {
    assertThat(page(Samples.hostile(), Samples.BACKGROUND))
        .contains("There is no gap to recover: ceiling - weak is 0.4 points")
        .contains(">no gap to recover</text>")
        .contains("<b>no gap</b>");
  }

  @Test
  void usersTextCannotBreakOut() {
    Findings hostile = Samples.hostile();
    String bad = "</pre><script>alert(4)</script>";
    Background background = new Background(bad, bad, List.of(new Fact(bad, bad)), Map.of());

    assertThat(page(hostile, background))
        .doesNotContain("<script>alert", "<img", "<i>", "</pre><script")
        .contains("&lt;script&gt;alert(3)&lt;/script&gt;")
        .contains("&lt;/pre&gt;&lt;script&gt;alert(4)");
  }

  @Test
  void emptyPartsAreLeftOut() {
    Background bare = new Background("", "", List.of(), Map.of());

    assertThat(page(Samples.clear(), bare)).doesNotContain("Provenance", "class=\"notes\"");
  }
}
