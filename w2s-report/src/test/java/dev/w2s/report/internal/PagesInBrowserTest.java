package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.finding.Overview;
import dev.w2s.report.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The pages in a real browser.
class PagesInBrowserTest {
  @TempDir Path folder;
  private Browser browser;

  @BeforeEach
  void find() {
    browser = Browser.in(folder);
  }

  enum Shown {
    SEVERAL,
    WIDE,
    ANALYSED
  }

  private static String page(boolean several) {
    return page(several ? Shown.SEVERAL : Shown.WIDE);
  }

  private static String page(Shown what) {
    return switch (what) {
      case SEVERAL ->
          OverviewReport.of(
              Overview.of("all", List.of(Samples.clear(), Samples.wide(), Samples.hostile())),
              "study: all");
      case WIDE -> HtmlReport.of(Samples.wide(), Samples.BACKGROUND);
      case ANALYSED -> HtmlReport.of(Samples.analysed(), Samples.BACKGROUND);
    };
  }

  @ParameterizedTest
  @CsvSource({"false, 1200", "true, 400"})
  void boardsAreForAll(boolean dark, int width) throws IOException, InterruptedException {
    JsonNode answer =
        browser
            .ask(
                HtmlReport.of(Samples.written(), Samples.BACKGROUND),
                dark,
                width,
                Browser.axe()
                    + """
                    const found = await axe.run(document, {resultTypes: ["violations"]});
                    const board = document.querySelector(".board svg").getBoundingClientRect();
                    return {
                      serious: found.violations
                          .filter(one => one.impact === "serious" || one.impact === "critical")
                          .map(one => one.id + ": " + one.nodes.map(node => node.html).join(" ")),
                      board: board.width,
                      wide: document.documentElement.scrollWidth - innerWidth
                    };
                    """)
            .answer();

    assertThat(answer.get("serious")).as(answer.toString()).isEmpty();
    assertThat(answer.get("board").asDouble()).isBetween(250.0, 360.0);
    assertThat(answer.get("wide").asInt()).isNotPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "SEVERAL, 7, false, 1200",
    "SEVERAL, 7, true, 400",
    "WIDE, 3, true, 1200",
    "WIDE, 3, false, 400",
    "ANALYSED, 4, false, 1200",
    "ANALYSED, 4, true, 400"
  })
  void figuresAreDrawnForAllAndNothingIsFetched(Shown what, int figures, boolean dark, int width)
      throws IOException, InterruptedException {
    Browser.Said said =
        browser.ask(
            page(what),
            dark,
            width,
            Browser.axe()
                + """
                const found = await axe.run(document, {resultTypes: ["violations"]});
                return {
                  dark: matchMedia("(prefers-color-scheme: dark)").matches,
                  serious: found.violations
                      .filter(one => one.impact === "serious" || one.impact === "critical")
                      .map(one => one.id + ": " + one.nodes.map(node => node.html).join(" ")),
                  requests: performance.getEntriesByType("resource").length,
                  figures: document.querySelectorAll("figure.chart").length,
                  panels: document.querySelectorAll(".canvas").length,
                  empty: [...document.querySelectorAll(".canvas")]
                      .filter(canvas => !canvas.querySelector("svg path")).length,
                  untold: [...document.querySelectorAll(".canvas svg")]
                      .filter(svg => !/[0-9]/.test(svg.getAttribute("aria-label"))).length,
                  wide: document.documentElement.scrollWidth - innerWidth
                };
                """);

    JsonNode answer = said.answer();
    assertThat(said.console()).isEmpty();
    assertThat(answer.get("dark").asBoolean()).isEqualTo(dark);
    assertThat(answer.get("serious")).as(answer.toString()).isEmpty();
    assertThat(answer.get("requests").asInt()).isZero();
    assertThat(answer.get("figures").asInt()).isEqualTo(figures);
    assertThat(answer.get("panels").asInt()).isGreaterThan(answer.get("figures").asInt());
    assertThat(answer.get("empty").asInt()).isZero();
    assertThat(answer.get("untold").asInt()).isZero();
    assertThat(answer.get("wide").asInt()).isNotPositive();
  }

  @Test
  void reportOfAsManyStudiesAsANightHoldsIsDrawn() throws IOException, InterruptedException {
    // Six tasks and three sizes.
    String html =
        OverviewReport.of(
            Overview.of(
                "night", IntStream.range(0, 18).mapToObj(i -> Samples.large("s-" + i)).toList()),
            "study: night");

    Browser.Said said =
        browser.ask(
            html, false, 1200, "return document.querySelectorAll('.canvas svg path').length;");

    assertThat(html.length()).isLessThan(5_000_000);
    assertThat(said.answer().asInt()).isGreaterThan(18 * 15);
    assertThat(said.console()).isEmpty();
  }

  @Test
  void methodsAreChosenAndDataIsShownAndSaved() throws IOException, InterruptedException {
    JsonNode answer =
        browser
            .ask(
                page(true),
                false,
                1200,
                """
                const figure = document.getElementById("accuracy-by-size");
                const marks = () => figure.querySelectorAll(".mark-symbol path").length;
                const button = figure.querySelector('button[data-name="entropy"]');
                const before = marks();
                button.click();
                await wait();
                const more = marks();
                button.click();
                await wait();
                const details = figure.querySelector("details");
                details.open = true;
                await wait();
                const texts = [];
                const address = URL.createObjectURL;
                URL.createObjectURL = blob => { texts.push(blob.text()); return "#"; };
                figure.querySelector('button[data-form="csv"]').click();
                URL.createObjectURL = address;
                const files = [];
                HTMLAnchorElement.prototype.click = function () {
                  files.push(this.download + " " + this.href.slice(0, 5));
                };
                figure.querySelector('button[data-form="svg"]').click();
                figure.querySelector('button[data-form="png"]').click();
                while (files.length < 2) await wait();
                return {
                  files: files.sort(),
                  before, more, after: marks(),
                  pressed: button.getAttribute("aria-pressed"),
                  rows: details.querySelectorAll("tbody tr").length,
                  csv: (await Promise.all(texts)).join("")
                };
                """)
            .answer();

    assertThat(answer.get("more").asInt()).isGreaterThan(answer.get("before").asInt());
    assertThat(answer.get("after").asInt()).isEqualTo(answer.get("before").asInt());
    assertThat(answer.get("pressed").asString()).isEqualTo("false");
    assertThat(answer.get("files").get(0).asString())
        .isEqualTo("accuracy-by-size-wordnet-gloss.png data:");
    assertThat(answer.get("files").get(1).asString())
        .isEqualTo("accuracy-by-size-wordnet-gloss.svg blob:");
    String csv = answer.get("csv").asString();
    assertThat(csv.split("\r\n")).hasSize(1 + answer.get("rows").asInt());
    // Six methods, two and one, each study with its weak labels and its ceiling.
    assertThat(answer.get("rows").asInt()).isEqualTo(6 + 2 + 1 + 3 * 2);
    assertThat(csv).startsWith("task,weak,").contains(",0.8433,0.8341,0.8523,");
  }
}
