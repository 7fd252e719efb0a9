package dev.w2s.study.internal;

import dev.w2s.data.Rows;
import dev.w2s.data.Share;
import dev.w2s.data.Splitter;
import dev.w2s.study.Labelling;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The part of a step's canonical JSON that says which rows it works on.
final class CanonicalData {
  private CanonicalData() {}

  /// All settings that change the rows.
  static Map<String, Object> of(Step.Data data) {
    return switch (data) {
      case Step.Data(
              StepKey examples,
              Rows(int train, int validation, int rowsToTest, boolean supervised, int sealed),
              boolean balance,
              long seed,
              Optional<Share> share,
              Optional<String> test,
              Optional<Labelling.Said> told,
              boolean divided) -> {
        Map<String, Object> node =
            new TreeMap<>(
                Map.of(
                    "split", Splitter.VERSION,
                    "examples", examples.hex(),
                    "train", train,
                    "validation", validation,
                    "test", rowsToTest,
                    "balance", balance,
                    "seed", seed));
        share.ifPresent(part -> node.put("share", part.index() + "/" + part.of()));
        test.ifPresent(set -> node.put("test-set", set));
        told.ifPresent(said -> node.put("told", CanonicalStep.said(said)));
        if (divided) {
          node.put("held-out", Splitter.HELD_OUT.of());
        }
        // Also where they are in no step: the other rows are drawn from what they leave.
        if (sealed > 0) {
          node.put("final", sealed);
        }
        if (!supervised) {
          node.put("supervised", false);
        }
        yield node;
      }
    };
  }
}
