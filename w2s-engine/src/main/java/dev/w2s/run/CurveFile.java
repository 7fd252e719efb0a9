package dev.w2s.run;

import dev.w2s.problem.IoFailure;
import dev.w2s.train.CurvePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A learning curve as a `jsonl` file, one point a line.
final class CurveFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CurveFile() {}

  static void write(Path file, List<CurvePoint> curve) {
    try {
      Files.write(file, curve.stream().map(CurveFile::line).toList());
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static String line(CurvePoint point) {
    ObjectNode node = JSON.createObjectNode();
    node.put("step", point.step());
    node.put("rows", point.rows());
    node.put("loss", point.loss());
    node.put("learning-rate", point.learningRate());
    point.agreement().ifPresent(agreement -> node.put("agreement", agreement));
    return node.toString();
  }
}
