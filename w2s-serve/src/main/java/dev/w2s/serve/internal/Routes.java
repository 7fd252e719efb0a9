package dev.w2s.serve.internal;

import dev.w2s.problem.W2sException;
import dev.w2s.store.Store;
import dev.w2s.study.StepKey;
import io.avaje.jex.Jex;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import io.avaje.jex.http.ExchangeHandler;
import io.avaje.jex.http.sse.SseClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// What is answered.
public final class Routes {
  private static final String ANY = "/<path>";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Duration PULSE = Duration.ofSeconds(10);
  private static final int MOST_WATCHERS = 500;

  private final Store store;
  private final Watcher watcher;
  private final Restarts restarts;
  private final PlanTexts plans = new PlanTexts();
  private final LookTexts looks = new LookTexts();
  private final Semaphore places = new Semaphore(MOST_WATCHERS);

  public Routes(Store store, Watcher watcher, Restarts restarts) {
    this.store = store;
    this.watcher = watcher;
    this.restarts = restarts;
  }

  /// Adds them to a server.
  public void addTo(Jex jex) {
    for (Map.Entry<String, PageFile> file : PageFile.ALL.entrySet()) {
      jex.get(file.getKey(), file.getValue()::write);
    }
    jex.get("/api/studies", request -> json(request, looks.studies(watcher.last())));
    jex.get("/api/studies/{study}", this::plan);
    jex.post("/api/studies/{study}/stop", this::stop);
    jex.post("/api/studies/{study}/go-on", this::goOn);
    jex.get("/api/steps/{key}", this::result);
    jex.get("/reports/{study}/{file}", this::report);
    jex.sse("/api/events", this::events);
    addRefusals(jex.routing());
    jex.error(
        W2sException.class, (request, e) -> refuse(request, 500, String.valueOf(e.getMessage())));
  }

  // Paths that lead nowhere pass the gate, too: only a route has one before it.
  private static void addRefusals(Routing routes) {
    ExchangeHandler nothing = request -> refuse(request, 404, "there is nothing here");
    routes.get(ANY, nothing).post(ANY, nothing).put(ANY, nothing).patch(ANY, nothing);
    routes.delete(ANY, nothing).options(ANY, nothing).head(ANY, nothing).trace(ANY, nothing);
  }

  private static void json(Context request, String json) {
    request.contentType("application/json").write(json);
  }

  private static void refuse(Context request, int status, String words) {
    request.status(status).text(words + "\n");
  }

  private Optional<StudyLook> study(String name) {
    return NAME.matcher(name).matches() ? watcher.last().study(name) : Optional.empty();
  }

  private void plan(Context request) {
    study(request.pathParam("study"))
        .ifPresentOrElse(
            study -> write(request, plans.of(study)),
            () -> refuse(request, 404, "there is no such study"));
  }

  private static void write(Context request, PlanTexts.Written plan) {
    String understood = request.header("Accept-Encoding");
    boolean zipped = understood != null && understood.contains("gzip");
    request.contentType("application/json");
    if (zipped) {
      request.header("Content-Encoding", "gzip");
    }
    request.write(zipped ? plan.zipped() : plan.plain());
  }

  private void stop(Context request) {
    Optional<StudyLook> study = study(request.pathParam("study"));
    if (study.isEmpty()) {
      refuse(request, 404, "there is no such study");
    } else if (!study.get().run().equals("running")) {
      refuse(request, 409, "this study does not run");
    } else {
      store.requestStop(study.get().record().name());
      json(request, "{}");
    }
  }

  private void goOn(Context request) {
    Optional<StudyLook> study = study(request.pathParam("study"));
    if (study.isEmpty()) {
      refuse(request, 404, "there is no such study");
    } else if (restarts.start(study.get().record().name())) {
      json(request, "{}");
    } else {
      refuse(request, 409, "this study cannot be gone on with from here");
    }
  }

  private void result(Context request) {
    String key = request.pathParam("key");
    if (KEY.matcher(key).matches()) {
      json(request, PageJson.result(store, new StepKey(key)));
    } else {
      refuse(request, 404, "there is no such step");
    }
  }

  private void report(Context request) {
    study(request.pathParam("study"))
        .flatMap(study -> store.report(study.record().name()))
        .flatMap(folder -> ReportFile.in(folder, request.pathParam("file")))
        .ifPresentOrElse(
            file -> file.write(request), () -> refuse(request, 404, "there is no such report"));
  }

  // Each watcher has a thread of its own, a virtual one, which sleeps until there is something new.
  private void events(SseClient client) {
    if (!places.tryAcquire()) {
      client.close();
      return;
    }
    try {
      send(client, Optional.ofNullable(client.ctx().queryParam("study")).orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
      client.close();
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void send(SseClient client, String study) throws InterruptedException {
    String shortly = "";
    String closely = "";
    Look look = watcher.last();
    while (!client.terminated() && !watcher.isClosed()) {
      String studies = looks.studies(look);
      if (!studies.equals(shortly)) {
        client.sendEvent("studies", studies);
        shortly = studies;
      }
      String progress = looks.progress(look, study);
      if (!progress.equals(closely)) {
        client.sendEvent("progress", progress);
        closely = progress;
      }
      Look next = watcher.next(look, PULSE);
      if (next == look) {
        client.sendComment("still here");
      }
      look = next;
    }
  }
}
