package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.finding.Findings;
import dev.w2s.report.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsJsonTest {
  private static final String STUDY = "study: gloss\n";

  @Test
  void everythingOfTheFindingsIsThere() {
    Findings findings = Samples.clear();
    JsonNode root = read(findings);

    assertThat(root.get("format").asInt()).isEqualTo(1);
    assertThat(root.get("study").asString()).isEqualTo("gloss");
    assertThat(root.at("/gap/low").asDouble()).isEqualTo(.1279);
    assertThat(root.at("/weak/rows").asInt()).isEqualTo(2_000);
    assertThat(root.at("/students/1/method").asString()).isEqualTo("confidence");
    assertThat(root.at("/students/1/pgr/high").asDouble()).isEqualTo(.7049);
    assertThat(root.at("/seeds/2/students/0/accuracy").asDouble())
        .isEqualTo(findings.seeds().get(2).students().get(0));
    assertThat(root.at("/seeds/2/ceiling/step").asString())
        .isEqualTo(findings.plan().runs().get(2).ceiling().hex());
    assertThat(root.get("steps")).hasSize(12);
    assertThat(root.get("testEvaluations").asInt()).isEqualTo(12);
    assertThat(root.get("testLedger")).hasSize(12);
    assertThat(root.at("/testLedger/11/step").asString())
        .isEqualTo(findings.ledger().get(11).step().hex());
    assertThat(root.at("/testLedger/11/rows").asInt()).isEqualTo(2_000);
    assertThat(root.at("/weak/calibration/error/value").asDouble()).isEqualTo(.0311);
    assertThat(root.at("/ceiling/calibration/bins/1/accuracy").asDouble()).isEqualTo(.82);
    assertThat(root.at("/students/1/calibration/error/high").asDouble())
        .isEqualTo(findings.calibrations().get(2).calibration().error().interval().high());
    assertThat(root.at("/students/0/agreementWhereWrong/value").asDouble()).isEqualTo(.612);
    assertThat(root.get("students").get(1).has("agreementWhereWrong")).isFalse();
    assertThat(root.at("/comparisons/0/first").asString()).isEqualTo("confidence");
    assertThat(root.at("/comparisons/0/pHolm").asDouble()).isEqualTo(.0084);
    assertThat(root.at("/comparisons/0/mcNemar/rowsForFirst").asInt()).isEqualTo(81);
    assertThat(root.get("studyFile").asString()).isEqualTo(STUDY);
  }

  @Test
  void furtherAnalysesAreThereWhereTheyWereAskedFor() {
    JsonNode root = read(Samples.analysed());

    assertThat(root.get("trainingCurves")).hasSize(4);
    JsonNode naive = root.at("/trainingCurves/1");
    assertThat(naive.get("role").asString()).isEqualTo("student");
    assertThat(naive.get("points")).hasSize(10);
    assertThat(naive.at("/points/5/accuracy/value").asDouble()).isEqualTo(.79);
    assertThat(naive.at("/bestOracle/trained").asDouble()).isEqualTo(.6);
    assertThat(naive.at("/last/pgr/seeds").asInt()).isEqualTo(3);
    assertThat(naive.at("/stoppedOverLast/high").asDouble()).isEqualTo(.023);
    assertThat(root.get("trainingCurves").get(0).has("stopped")).isFalse();
    assertThat(root.at("/saliency/before/value").asDouble()).isEqualTo(.7215);
    assertThat(root.at("/saliency/after/1/overStudent/low").asDouble()).isEqualTo(.0061);
    assertThat(root.at("/bound/value").asDouble()).isEqualTo(.4444);
    assertThat(root.at("/learningRates/1/role").asString()).isEqualTo("ceiling");
    assertThat(root.at("/learningRates/0/chosen/1").asDouble()).isEqualTo(2e-5);
    assertThat(read(Samples.clear()).has("trainingCurves")).isFalse();
    assertThat(read(Samples.clear()).has("bound")).isFalse();
    assertThat(read(Samples.clear()).has("saliency")).isFalse();
  }

  @Test
  void modelsAreInOrderOfTheirNames() {
    JsonNode models = read(Samples.clear()).get("models");

    assertThat(models.get(0).get("source").asString()).isEqualTo("all-minilm-l6-v2");
    assertThat(models.get(0).get("firstLayers").asInt()).isEqualTo(2);
    assertThat(models.get(1).get("parameters").asLong()).isEqualTo(33_360_000);
    assertThat(models.get(1).has("firstLayers")).isFalse();
  }

  @Test
  void noGapHasAReasonInPlaceOfANumber() {
    JsonNode student = read(Samples.hostile()).at("/students/0");

    assertThat(student.has("pgr")).isFalse();
    assertThat(student.get("noGap").asString()).startsWith("ceiling - weak is 0.4 points");
  }

  @Test
  void equalFindingsGiveEqualBytesWithUnixLineEnds() {
    String once = ResultsJson.of(Samples.clear(), STUDY);

    assertThat(once)
        .isEqualTo(ResultsJson.of(Samples.clear(), STUDY))
        .endsWith("}\n")
        .doesNotContain("\r");
  }

  private static JsonNode read(Findings findings) {
    return JsonMapper.builder().build().readTree(ResultsJson.of(findings, STUDY));
  }
}
