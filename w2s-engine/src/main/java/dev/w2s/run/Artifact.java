package dev.w2s.run;

/// Names of the files in a step's result.
public final class Artifact {
  /// The examples of a task.
  public static final String EXAMPLES = "examples.jsonl";

  /// Probabilities of each class for each row.
  public static final String PREDICTIONS = "predictions.jsonl";

  /// What was written to each row, where answers are written.
  public static final String ANSWERS = "answers.jsonl";

  /// The ids of rows, one a line.
  public static final String ROWS = "rows.txt";

  /// The pooled vectors of rows.
  public static final String FEATURES = "features.safetensors";

  /// A trained model's weights: those that its training changed.
  public static final String WEIGHTS = "model.safetensors";

  /// A training's learning curve.
  public static final String CURVE = "curve.jsonl";

  private Artifact() {}

  /// What the states of a training at so many of its points said of validation and test rows.
  static String states(int points) {
    return "states-" + points + ".jsonl";
  }
}
