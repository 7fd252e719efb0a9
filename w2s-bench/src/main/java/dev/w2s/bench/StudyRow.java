package dev.w2s.bench;

import dev.w2s.text.EncodedText;

/// One text of a study that is timed.
///
/// @param ids token ids
/// @param label its class, 0 or 1
record StudyRow(int[] ids, int label) {
  EncodedText text() {
    return new EncodedText(ids, new byte[ids.length]);
  }

  /// All weight on its class, `[2]`.
  float[] target() {
    return new float[] {1 - label, label};
  }
}
