package dev.w2s.serve.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What watchers are told of a look, as JSON, written once for all of them: of a long study it
/// takes its time.
final class LookTexts {
  private Written last = new Written(new Look(List.of(), ""));

  private static final class Written {
    private final Look look;
    private final String studies;
    private final Map<String, String> progress = new ConcurrentHashMap<>();

    Written(Look look) {
      this.look = look;
      studies = PageJson.studies(look);
    }
  }

  /// All studies in short.
  String studies(Look look) {
    return of(look).studies;
  }

  /// How a study is; empty where there is none of that name.
  String progress(Look look, String study) {
    return look.study(study)
        .map(known -> of(look).progress.computeIfAbsent(study, _ -> PageJson.progress(known)))
        .orElse("");
  }

  // A look is one and the same for all who wait for it.
  @SuppressWarnings("ReferenceEquality")
  private synchronized Written of(Look look) {
    if (last.look != look) {
      last = new Written(look);
    }
    return last;
  }
}
