package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.w2s.serve.Address;
import dev.w2s.serve.StoreServer;
import dev.w2s.store.RunState;
import dev.w2s.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page in a true browser, and a study in a true process.
class ServePageTest {
  private static final String NOT_RELOADED = "String(window.marked === true)";

  @TempDir Path temp;
  private TinyStudy tiny;
  private Path browser;

  @BeforeEach
  void find() throws IOException {
    Optional<Path> found = Chromium.program();
    assumeTrue(found.isPresent(), "no chromium on the PATH to look at the page with");
    browser = found.orElseThrow();
    tiny = TinyStudy.in(temp);
  }

  @Test
  void studyFromTheTerminalAppearsMovesAndEndsWithoutAReload()
      throws IOException, InterruptedException {
    Path store = tiny.file("store");
    try (StoreServer server = server(store);
        Chromium page = Chromium.start(browser, tiny.file("profile"))) {
      page.open(server.url());
      page.await("String(document.getElementById('link')?.textContent === 'live')");
      page.value("window.marked = true");
      assertThat(page.value("document.getElementById('empty').innerText")).contains("No study");

      Path study =
          tiny.study(
              "watched", "methods: [naive]", "seeds: 1", "training: {epochs: 300, batch: 8}");
      Program.Started run = start(study, store);

      page.await("String(document.getElementById('name').innerText === 'watched')");
      page.await("String(document.getElementById('run').className === 'running')");
      page.await("String(/rows a second/.test(document.getElementById('now').innerText))");
      page.await("String(document.querySelector('#now svg.curve .loss') !== null)");
      page.await("String(document.getElementById('run').className === 'finished')");
      page.await("String(document.getElementById('count').innerText === '8 of 8 steps')");
      page.await("String(!document.getElementById('report').hidden)");
      assertThat(page.value(NOT_RELOADED)).isEqualTo("true");
      assertThat(page.value("document.querySelectorAll('#plan .node.d').length + ''"))
          .isEqualTo("8");
      assertThat(run.end().code()).isZero();
    }
  }

  @Test
  void buttonStopsTheRunWhichGoesOnLater() throws IOException, InterruptedException {
    Path store = tiny.file("store");
    Path study =
        tiny.study("long", "methods: [naive]", "seeds: 1", "training: {epochs: 20000, batch: 8}");
    Program.Started run = start(study, store);
    try (StoreServer server = server(store);
        Chromium page = Chromium.start(browser, tiny.file("profile"))) {
      page.open(server.url());
      page.await("String(/rows a second/.test(document.getElementById('now')?.innerText))");
      page.value("document.getElementById('stop').click()");
      Program.Ended ended = run.end();
      assertThat(ended.code()).as(ended.out()).isEqualTo(130);
      page.await("String(document.getElementById('run').className === 'stopped')");
      assertThat(page.value("document.getElementById('stop').hidden + ''")).isEqualTo("true");
    }
  }

  @Test
  void runThatWasKilledGoesOnFromThePageAndOutlivesTheServer()
      throws IOException, InterruptedException {
    Path store = tiny.file("store");
    Path study =
        tiny.study("long", "methods: [naive]", "seeds: 1", "training: {epochs: 20000, batch: 8}");
    Program.Started run = start(study, store);
    Store seen = Store.view(store);
    try (StoreServer server =
            StoreServer.start(seen, new Address("127.0.0.1", 0, ""), Program::command);
        Chromium page = Chromium.start(browser, tiny.file("profile"))) {
      page.open(server.url());
      page.await("String(/rows a second/.test(document.getElementById('now')?.innerText))");
      run.process().destroyForcibly().waitFor();
      page.await("String(document.getElementById('run').className === 'died')");
      page.await("String(!document.getElementById('go-on').hidden)");
      page.value("document.getElementById('go-on').click()");
      page.await("String(document.getElementById('run').className === 'running')");
      page.await("String(/rows a second/.test(document.getElementById('now').innerText))");
      assertThat(page.value("document.getElementById('go-on').hidden + ''")).isEqualTo("true");
    }
    RunState state = seen.run("long").orElseThrow();
    ProcessHandle process = ProcessHandle.of(state.origin().pid()).orElseThrow();
    assertThat(process.isAlive()).as("the server is gone, the run is not").isTrue();
    assertThat(process.pid()).isNotEqualTo(run.process().pid());
    seen.requestStop("long");
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    assertThat(seen.run("long").orElseThrow().phase()).isEqualTo(RunState.Phase.STOPPED);
  }

  @ParameterizedTest
  @CsvSource({"true, 400", "false, 1200"})
  void pageKeepsNobodyOut(boolean dark, int width) throws IOException, InterruptedException {
    assumeTrue(axe().isPresent(), "this build leaves axe-core out");
    Path store = tiny.file("store");
    Path study = tiny.study("small", "methods: [naive]", "seeds: 1");
    assertThat(start(study, store).end().code()).isZero();
    try (StoreServer server = server(store);
        Chromium page = Chromium.start(browser, tiny.file("profile"))) {
      page.screen(width, dark);
      page.open(server.url());
      page.await("String(document.querySelectorAll('#plan .node.d').length === 8)");
      page.value("document.querySelectorAll('#plan .node')[1].click()");
      page.await("String(document.getElementById('step-facts').innerText.includes('loss'))");
      page.value(axe().orElseThrow() + "; 'there'");
      page.value(
          """
          axe.run(document, {resultTypes: ["violations"]}).then(found => {
            window.serious = found.violations
                .filter(one => one.impact === "serious" || one.impact === "critical")
                .map(one => one.id + ": " + one.nodes.map(node => node.html).join(" ")).join("; ");
          }); "begun"
          """);
      page.await("String(window.serious !== undefined)");
      assertThat(page.value("window.serious")).isEmpty();
    }
  }

  private static Optional<String> axe() throws IOException {
    try (InputStream script = ServePageTest.class.getResourceAsStream("/axe.min.js")) {
      return script == null
          ? Optional.empty()
          : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void pageIsWholeOnAPhoneAndUsableByKeyboard() throws IOException, InterruptedException {
    Path store = tiny.file("store");
    Path study = tiny.study("small", "methods: [naive]", "seeds: 1");
    assertThat(start(study, store).end().code()).isZero();
    try (StoreServer server = server(store);
        Chromium page = Chromium.start(browser, tiny.file("profile"))) {
      page.screen(360, true);
      page.open(server.url());
      page.await("String(document.querySelectorAll('#plan .node.d').length === 8)");
      assertThat(page.value("String(document.documentElement.scrollWidth <= innerWidth)"))
          .as("nothing is cut off at the side")
          .isEqualTo("true");
      page.value("document.querySelectorAll('#plan .node')[1].focus()");
      page.value("document.activeElement.click()");
      page.await("String(document.getElementById('step-facts').innerText.includes('loss'))");
      assertThat(
              page.value(
                  "String([...document.querySelectorAll('button, a, progress, svg[role=img]')].filter(e => e.checkVisibility()).every(e => e.innerText || e.getAttribute('aria-label')))"))
          .as("all that can be reached or seen has a name")
          .isEqualTo("true");
    }
  }

  private static StoreServer server(Path store) {
    return StoreServer.start(Store.view(store), new Address("127.0.0.1", 0, ""));
  }

  private Program.Started start(Path study, Path store) throws IOException {
    return Program.start(
        tiny.file("log"), "run", study, "--store", store, "--out", tiny.file("out"), "--plain");
  }
}
