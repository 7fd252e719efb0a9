package dev.w2s.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.store.Claim;
import dev.w2s.store.RunJournal;
import dev.w2s.store.RunOrigin;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoreServerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final StudyRecord STUDY = SampleStore.study("mine", 3);

  @TempDir Path temp;

  @Test
  void pageAndItsFilesAreServed() throws IOException {
    try (StoreServer server = start(Store.view(temp.resolve("none")))) {
      assertThat(Asked.get(server, "/").body())
          .contains("<script type=\"module\" src=\"page.js\">");
      assertThat(Asked.get(server, "/page.js").head())
          .containsIgnoringCase("Content-Type: text/javascript")
          .containsIgnoringCase("X-Content-Type-Options: nosniff")
          .containsIgnoringCase("Content-Security-Policy: default-src 'self'");
      assertThat(Asked.get(server, "/page.css").status()).isEqualTo(200);
      assertThat(Asked.get(server, "/api/studies").body())
          .contains("{\"problem\":\"\",\"studies\":[]}");
    }
    assertThat(temp.resolve("none")).doesNotExist();
  }

  @Test
  void studyIsToldWithItsStepsAndTheirResults() throws IOException {
    Store store = SampleStore.with(temp, STUDY, 2);
    try (StoreServer server = start(store)) {
      assertThat(json(server, "/api/studies").at("/studies/0").toString())
          .isEqualTo(
              "{\"name\":\"mine\",\"task\":\"mood\",\"weak\":\"small\",\"strong\":\"large\",\"steps\":3,\"done\":2,\"run\":\"unknown\"}");
      JsonNode plan = json(server, "/api/studies/mine");
      assertThat(plan.at("/steps/2/title").asString()).isEqualTo("seed 0: step 2");
      assertThat(plan.at("/steps/2/needs").toString()).isEqualTo("[1]");
      JsonNode result = json(server, "/api/steps/" + SampleStore.key(0).hex());
      assertThat(result.at("/facts/loss").asDouble()).isEqualTo(0.5);
      assertThat(result.at("/curve/0/rows").asInt()).isEqualTo(8);
      assertThat(json(server, "/api/steps/" + SampleStore.key(2).hex()).isEmpty()).isTrue();
    }
  }

  @Test
  void planIsZippedForWhoUnderstandsThat() throws IOException, InterruptedException {
    try (StoreServer server = start(SampleStore.with(temp, STUDY, 2));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "api/studies/mine"))
              .header("Accept-Encoding", "gzip, br")
              .build();
      var zipped = client.send(request, BodyHandlers.ofInputStream());
      assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
      try (GZIPInputStream plain = new GZIPInputStream(zipped.body())) {
        assertThat(JSON.readTree(plain)).isEqualTo(json(server, "/api/studies/mine"));
      }
    }
  }

  @Test
  @Timeout(60)
  void runOfAnotherProcessIsSeenFromItsStartToItsEnd() throws IOException, InterruptedException {
    Store store = SampleStore.with(temp, STUDY, 1);
    try (StoreServer server = start(Store.view(temp));
        Events events = Events.of(server, "mine")) {
      events.await(progress -> progress.at("/states").asString("").equals("doo"));

      RunJournal journal = store.journal(STUDY, RunOrigin.here(List.of()));
      journal.during(() -> {
        journal.start();
        try (Claim claim = store.claim(SampleStore.key(1)).orElseThrow()) {
          journal.begin(SampleStore.key(1));
          journal.progress(16, 64, "loss 0.412");
          JsonNode flying =
              events.await(p -> p.at("/flying/0/detail").asString("").equals("loss 0.412"));
          assertThat(flying.at("/states").asString()).isEqualTo("dro");
          assertThat(flying.at("/run").asString()).isEqualTo("running");
          assertThat(flying.at("/flying/0/of").asInt()).isEqualTo(64);
          assertThat(flying.at("/flying/0/losses/0").toString()).isEqualTo("[16,0.412]");
          claim.commit(Map.of(), Map.of());
        }
        journal.end();
        events.await(p -> p.at("/states").asString("").equals("ddo"));
      });
      JsonNode end = events.await(p -> p.at("/run").asString("").equals("finished"));
      assertThat(end.at("/flying").isEmpty()).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void stepThatIsBegunAnewIsSeenFromItsStart() throws IOException {
    Store store = SampleStore.with(temp, STUDY, 1);
    try (StoreServer server = start(Store.view(temp));
        Events events = Events.of(server, "mine")) {
      for (int done : new int[] {64, 8}) {
        RunJournal journal = store.journal(STUDY, RunOrigin.here(List.of()));
        journal.start();
        try (Claim claim = store.claim(SampleStore.key(1)).orElseThrow()) {
          journal.begin(claim.key());
          journal.progress(done, 128, "loss 0.5");
          // The first has more lines than the second will have by then.
          int lines = done == 64 ? 3 : 1;
          events.await(p ->
              p.at("/flying/0/done").asInt(0) == done && p.at("/flying/0/losses").size() >= lines);
        } finally {
          journal.close();
        }
      }
    }
  }

  @Test
  @Timeout(60)
  void studyAppearsWithoutBeingAskedFor() throws IOException {
    Store store = Store.open(temp);
    try (StoreServer server = start(Store.view(temp));
        Events events = Events.of(server, "mine")) {
      store.record(STUDY);
      assertThat(events.await(progress -> progress.has("states")).at("/states").asString())
          .isEqualTo("ooo");
    }
  }

  private static StoreServer start(Store store) {
    return StoreServer.start(store, new Address("127.0.0.1", 0, ""));
  }

  private static JsonNode json(StoreServer server, String path) throws IOException {
    Asked asked = Asked.get(server, path);
    assertThat(asked.status()).isEqualTo(200);
    return JSON.readTree(asked.body());
  }

  /// The events of a study, as a browser hears them.
  private record Events(HttpClient client, BufferedReader lines) implements AutoCloseable {
    static Events of(StoreServer server, String study) throws IOException {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "api/events?study=" + study))
              .header("Accept", "text/event-stream")
              .build();
      try {
        var body = client.send(request, BodyHandlers.ofInputStream()).body();
        return new Events(
            client, new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    /// Reads on until a study's progress is as wanted.
    JsonNode await(Predicate<JsonNode> wanted) {
      try {
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event:")) {
            name = line.substring(6).strip();
          } else if (line.startsWith("data:") && name.equals("progress") && line.length() > 7) {
            JsonNode progress = JSON.readTree(line.substring(5));
            if (wanted.test(progress)) {
              return progress;
            }
          }
        }
        throw new AssertionError("the events ended");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
