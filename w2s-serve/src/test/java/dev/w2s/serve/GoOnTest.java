package dev.w2s.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.CancelledException;
import dev.w2s.store.RunJournal;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that ended early, and the page that goes on with them.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "what is started is a shell")
@Timeout(60)
class GoOnTest {
  private static final String PATH = "/api/studies/mine/go-on";
  private static final List<String> ARGUMENTS = List.of("run", "my study.yaml", "--plain");

  @TempDir Path temp;
  private Store store;

  @BeforeEach
  void make() throws IOException {
    store = SampleStore.with(temp.resolve("store"), SampleStore.study("mine", 2), 1);
  }

  private RunOrigin origin(List<String> arguments) {
    RunOrigin here = RunOrigin.here(arguments);
    return new RunOrigin(here.host(), here.pid(), temp.toString(), arguments);
  }

  private void stopped(RunOrigin origin) {
    RunJournal journal = store.journal(SampleStore.study("mine", 2), origin);
    assertThatThrownBy(() ->
            journal.during(() -> {
              journal.start();
              throw new CancelledException();
            }))
        .isInstanceOf(CancelledException.class);
  }

  /// A server that starts a shell, which writes down what it was given and where.
  private StoreServer server(String end) {
    return StoreServer.start(
        store,
        new Address("127.0.0.1", 0, ""),
        arguments ->
            List.of(
                "/bin/sh",
                "-c",
                "printf '%s|' \"$PWD\" \"$W2S_STORE\" "
                    + quoted(arguments)
                    + " > started; "
                    + end));
  }

  private static String quoted(List<String> arguments) {
    return "'" + String.join("' '", arguments) + "'";
  }

  private static int goOn(StoreServer server) throws IOException {
    return Asked.post(server, PATH, "Origin: http://127.0.0.1:" + server.port()).status();
  }

  @Test
  void stoppedRunIsStartedAsItWasAndOnce() throws IOException, InterruptedException {
    stopped(origin(ARGUMENTS));
    try (StoreServer server = server("sleep 5")) {
      assertThat(goOn(server)).isEqualTo(200);
      assertThat(goOn(server)).as("it is being started").isEqualTo(409);
    }
    Path started = temp.resolve("started");
    while (!Files.exists(started) || Files.size(started) == 0) {
      Thread.sleep(10);
    }
    assertThat(Files.readString(started))
        .isEqualTo(
            temp.toRealPath()
                + "|"
                + store.root().toAbsolutePath()
                + "|run|my study.yaml|--plain|");
  }

  @Test
  void whatDidNotStartLeavesALogAndMayBeTriedAgain() throws IOException, InterruptedException {
    stopped(origin(ARGUMENTS));
    try (StoreServer server = server("echo 'w2s: no such file'; exit 2")) {
      assertThat(goOn(server)).isEqualTo(200);
      Path log = store.runLog("mine");
      while (!Files.exists(log) || !Files.readString(log).contains("no such file")) {
        Thread.sleep(10);
      }
      // Once it has ended it may be tried again.
      while (goOn(server) == 409) {
        Thread.sleep(10);
      }
    }
  }

  @Test
  void orderOfAnotherSiteStartsNothing() throws IOException {
    stopped(origin(ARGUMENTS));
    try (StoreServer server = server("")) {
      assertThat(Asked.post(server, PATH).status()).isEqualTo(403);
      assertThat(Asked.post(server, PATH, "Origin: http://evil.example").status()).isEqualTo(403);
      assertThat(Asked.get(server, PATH).status()).isIn(404, 405);
      String own = "Origin: http://127.0.0.1:" + server.port();
      assertThat(Asked.post(server, "/api/studies/none/go-on", own).status()).isEqualTo(404);
    }
    assertThat(temp.resolve("started")).doesNotExist();
  }

  @Test
  void runOfAnotherMachineIsNotStarted() throws IOException {
    stopped(new RunOrigin("elsewhere", 1, temp.toString(), ARGUMENTS));
    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(strings = {"elicit", "export", "-cp"})
  void nothingButRunsIsStarted(String command) throws IOException {
    stopped(origin(List.of(command, "my study.yaml")));
    assertRefused();
  }

  @Test
  void runOfAProgramOfOnesOwnIsNotStarted() throws IOException {
    stopped(origin(List.of()));
    assertRefused();
  }

  @Test
  void folderThatIsGoneIsNoReasonToFail() throws IOException {
    RunOrigin here = origin(ARGUMENTS);
    stopped(new RunOrigin(here.host(), here.pid(), temp.resolve("gone").toString(), ARGUMENTS));
    assertRefused();
  }

  @Test
  void runThatGoesOnOrFinishedIsNotStarted() throws IOException {
    RunJournal journal = store.journal(SampleStore.study("mine", 2), origin(ARGUMENTS));
    journal.during(() -> {
      journal.start();
      assertRefused();
    });
    assertRefused();
  }

  @Test
  void serverThatOnlyWatchesStartsNothing() throws IOException {
    stopped(origin(ARGUMENTS));
    try (StoreServer server = StoreServer.start(store, new Address("127.0.0.1", 0, ""))) {
      assertThat(goOn(server)).isEqualTo(409);
    }
  }

  private void assertRefused() {
    try (StoreServer server = server("")) {
      assertThat(goOn(server)).isEqualTo(409);
      assertThat(temp.resolve("started")).doesNotExist();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
