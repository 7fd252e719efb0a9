package dev.w2s.train.internal;

import dev.w2s.model.Parameters;
import dev.w2s.text.EncodedText;
import dev.w2s.train.LanguageTraining;
import dev.w2s.train.Passage;
import dev.w2s.train.Training;
import dev.w2s.train.Watched;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Tells one training from another, so that none goes on from a checkpoint that is not its own.
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// SHA-256 over recipe, loss, seed, rows, targets, micro-batches and the names and sizes of
  /// weights, in hex.
  ///
  /// @param watched rows whose answers belong to the training's state
  /// @param tokenBudget tokens of a micro-batch
  public static String of(
      Training training, Watched watched, Parameters parameters, int tokenBudget) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(
        training.recipe() + " " + training.loss() + " " + training.seed() + " " + tokenBudget);
    parameters.names().forEach(name -> fingerprint.add(name + " " + parameters.get(name).numel()));
    fingerprint.add(training.rows(), training.targets());
    fingerprint.add(training.validation().rows(), training.validation().targets());
    if (watched.points() > 0) {
      fingerprint.add(watched.points() + " points");
      watched.rows().forEach(fingerprint::add);
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  /// The same of a training of a language model: passages stand for rows and targets.
  ///
  /// @param goal what it learns to tell
  public static String of(
      String goal, LanguageTraining training, Parameters parameters, int tokenBudget) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(goal + " " + training.recipe() + " " + training.seed() + " " + tokenBudget);
    parameters.names().forEach(name -> fingerprint.add(name + " " + parameters.get(name).numel()));
    for (Passage passage : training.passages()) {
      fingerprint.add(passage.text());
      fingerprint.add("from " + passage.from());
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private void add(List<EncodedText> rows, float[][] targets) {
    add(rows.size() + " texts, " + targets.length + " rows");
    rows.forEach(this::add);
    for (float[] target : targets) {
      add(target);
    }
  }

  private void add(EncodedText row) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + row.length()) + row.length());
    bytes.putInt(row.length());
    for (int id : row.ids()) {
      bytes.putInt(id);
    }
    bytes.put(row.segments());
    digest.update(bytes.flip());
  }

  private void add(float[] target) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * target.length);
    for (float share : target) {
      bytes.putFloat(share);
    }
    digest.update(bytes.flip());
  }
}
