package dev.w2s.study;

/// What a study looks into beyond its main numbers, at the cost of more steps.
///
/// @param curve at how many evenly spaced points of each training its state answers the validation
///   and the test rows; 0 for none. A probe has no such states: it is solved to its end
/// @param saliency whether linear probes on the gold labels of the supervise half say how much of
///   the task the strong model's features hold before and after the students' trainings (arXiv
///   2312.09390, section 5.2.2)
/// @param shots how many labelled rows the strong model, a decoder, is shown in a prompt in place
///   of any training, once with gold and once with weak labels; 0 for none
/// @param bound whether the representations of supervisor and strong model say how much of what the
///   one misses the other could learn (arXiv 2502.00620)
public record StudyAnalyses(int curve, boolean saliency, int shots, boolean bound) {
  /// None.
  public static final StudyAnalyses NONE = new StudyAnalyses(0, false, 0, false);

  private static final int MOST_POINTS = 100;
  private static final int MOST_SHOTS = 100;

  public StudyAnalyses {
    if (curve != 0 && (curve < 2 || curve > MOST_POINTS)) {
      throw new IllegalArgumentException(
          "curve must be 0, for none, or 2 to %d points of a training but was %d"
              .formatted(MOST_POINTS, curve));
    }
    if (shots < 0 || shots > MOST_SHOTS) {
      throw new IllegalArgumentException(
          "few-shot must be 0, for none, or at most %d rows but was %d"
              .formatted(MOST_SHOTS, shots));
    }
  }

  /// Of trainings and their features alone.
  public StudyAnalyses(int curve, boolean saliency) {
    this(curve, saliency, 0, false);
  }
}
