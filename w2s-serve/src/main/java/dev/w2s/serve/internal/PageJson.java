package dev.w2s.serve.internal;

import dev.w2s.store.StepBeat;
import dev.w2s.store.StepResult;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.store.StudyRecord.RecordedStep;
import dev.w2s.study.StepKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the page is told, as JSON.
final class PageJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A rate is that of the last so many milliseconds.
  private static final long RATE_MILLIS = 10_000;

  private PageJson() {}

  /// All studies in short.
  static String studies(Look look) {
    ObjectNode node = JSON.createObjectNode();
    node.put("problem", look.problem());
    ArrayNode studies = node.putArray("studies");
    for (StudyLook study : look.studies()) {
      ObjectNode one = studies.addObject();
      one.put("name", study.record().name());
      one.put("task", study.record().task());
      one.put("weak", study.record().weak());
      one.put("strong", study.record().strong());
      one.put("steps", study.states().size());
      one.put("done", study.count(StepState.DONE));
      one.put("run", study.run());
    }
    return node.toString();
  }

  /// The steps of a study, which stay as they are; what each needs as positions in the list.
  static String plan(StudyLook study) {
    StudyRecord record = study.record();
    ObjectNode node = JSON.createObjectNode();
    node.put("name", record.name());
    node.put("task", record.task());
    node.put("weak", record.weak());
    node.put("strong", record.strong());
    Map<StepKey, Integer> places = new HashMap<>();
    ArrayNode steps = node.putArray("steps");
    for (RecordedStep step : record.steps()) {
      places.put(step.key(), places.size());
      ObjectNode one = steps.addObject();
      one.put("key", step.key().hex());
      one.put("kind", step.kind());
      one.put("title", step.title());
      ArrayNode needs = one.putArray("needs");
      step.needs().stream().filter(places::containsKey).map(places::get).forEach(needs::add);
    }
    return node.toString();
  }

  /// How a study is: what changes while it runs.
  static String progress(StudyLook study) {
    ObjectNode node = JSON.createObjectNode();
    node.put("run", study.run());
    node.put("runner", study.runner());
    node.put("message", study.message());
    node.put("stopping", study.stopping());
    node.put("report", study.report());
    node.put("restartable", study.restartable());
    node.put("restart", study.restart());
    StringBuilder states = new StringBuilder();
    study.states().forEach(state -> states.append(state.letter()));
    node.put("states", states.toString());
    ArrayNode flying = node.putArray("flying");
    study
        .beats()
        .forEach((key, beats) -> {
          if (!beats.isEmpty()) {
            flying(flying.addObject(), key, beats);
          }
        });
    return node.toString();
  }

  private static void flying(ObjectNode node, StepKey key, List<StepBeat> beats) {
    StepBeat last = beats.getLast();
    node.put("key", key.hex());
    node.put("done", last.done());
    node.put("of", last.of());
    node.put("detail", last.detail());
    node.put("rate", rate(beats));
    ArrayNode losses = node.putArray("losses");
    for (StepBeat beat : beats) {
      if (beat.detail().startsWith("loss ")) {
        losses.addArray().add(beat.done()).add(Double.parseDouble(beat.detail().substring(5)));
      }
    }
  }

  /// Rows a second.
  private static double rate(List<StepBeat> beats) {
    StepBeat last = beats.getLast();
    StepBeat first = last;
    for (StepBeat beat : beats.reversed()) {
      if (last.millis() - beat.millis() > RATE_MILLIS) {
        break;
      }
      first = beat;
    }
    long millis = last.millis() - first.millis();
    return millis == 0 ? 0 : (last.done() - first.done()) * 1000.0 / millis;
  }

  /// What a finished step says of itself.
  static String result(Store store, StepKey key) {
    ObjectNode node = JSON.createObjectNode();
    store
        .find(key)
        .ifPresent(result -> {
          ObjectNode facts = node.putObject("facts");
          result.facts().forEach(facts::put);
          ObjectNode provenance = node.putObject("provenance");
          result.provenance().forEach(provenance::put);
          node.set("curve", curve(result));
        });
    return node.toString();
  }

  private static ArrayNode curve(StepResult result) {
    ArrayNode curve = JSON.createArrayNode();
    for (String line : CurveLines.of(result.file("curve.jsonl"))) {
      curve.add(JSON.readTree(line));
    }
    return curve;
  }
}
