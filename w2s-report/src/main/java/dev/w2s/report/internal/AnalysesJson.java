package dev.w2s.report.internal;

import dev.w2s.finding.Analyses;
import dev.w2s.finding.Analyses.Bound;
import dev.w2s.finding.Analyses.ChosenRates;
import dev.w2s.finding.FewShot;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.LengthControl;
import dev.w2s.finding.Saliency;
import dev.w2s.finding.TrainingCurve;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a study looked into beyond its main numbers, for programs; nothing where it did not.
final class AnalysesJson {
  private AnalysesJson() {}

  static void write(ObjectNode root, Analyses analyses) {
    if (!analyses.curves().isEmpty()) {
      curves(root.putArray("trainingCurves"), analyses.curves());
    }
    if (!analyses.rates().isEmpty()) {
      rates(root.putArray("learningRates"), analyses.rates());
    }
    analyses.bound().ifPresent(found -> bound(root.putObject("bound"), found));
    analyses.saliency().ifPresent(found -> saliency(root.putObject("saliency"), found));
    analyses.fewShot().ifPresent(found -> fewShot(root.putObject("fewShot"), found));
  }

  private static void rates(ArrayNode nodes, List<ChosenRates> all) {
    for (ChosenRates of : all) {
      ObjectNode node = role(nodes.addObject(), of.role(), of.method());
      ArrayNode tried = node.putArray("tried");
      of.tried().forEach(tried::add);
      ArrayNode chosen = node.putArray("chosen");
      of.chosen().forEach(chosen::add);
    }
  }

  private static void bound(ObjectNode node, Bound found) {
    node.put("value", found.value());
    ArrayNode seeds = node.putArray("seeds");
    found.seeds().forEach(seeds::add);
  }

  private static ObjectNode role(ObjectNode node, Role role, String method) {
    node.put("role", role.name().toLowerCase(Locale.ROOT));
    return method.isEmpty() ? node : node.put("method", method);
  }

  /// @param methods of the students, in their order
  static void lengthControl(ObjectNode root, LengthControl found, List<String> methods) {
    ObjectNode node = root.putObject("lengthControl");
    node.putObject("pairs")
        .put("longer", found.longer())
        .put("shorter", found.shorter())
        .put("equal", found.equal());
    node.put("longerIsBetter", found.longerIsBetter());
    List<LengthControl.Controlled> roles = found.roles();
    controlled(node.putObject("weak"), roles.getFirst());
    ArrayNode students = node.putArray("students");
    for (int m = 0; m < methods.size(); m++) {
      controlled(students.addObject().put("method", methods.get(m)), roles.get(m + 1));
    }
    controlled(node.putObject("ceiling"), roles.getLast());
  }

  private static void controlled(ObjectNode node, LengthControl.Controlled role) {
    ResultsJson.estimate(node.putObject("accuracy"), role.accuracy());
    ResultsJson.estimate(node.putObject("whereLonger"), role.whereLonger());
    ResultsJson.estimate(node.putObject("whereShorter"), role.whereShorter());
    role.overWeak().ifPresent(of -> ResultsJson.estimate(node.putObject("overWeak"), of));
  }

  private static void fewShot(ObjectNode node, FewShot found) {
    node.put("shots", found.shots());
    ResultsJson.estimate(node.putObject("gold"), found.gold());
    ResultsJson.estimate(node.putObject("weak"), found.weak());
    ResultsJson.estimate(node.putObject("goldOverWeak"), found.lost());
    ResultsJson.estimate(node.putObject("agreement"), found.agreement());
  }

  private static void curves(ArrayNode nodes, List<TrainingCurve> curves) {
    for (TrainingCurve curve : curves) {
      ObjectNode node = role(nodes.addObject(), curve.role(), curve.method());
      ArrayNode points = node.putArray("points");
      curve.points().forEach(point -> point(points.addObject(), point));
      state(node.putObject("bestOracle"), curve.best());
      curve.stopped().ifPresent(stopped -> state(node.putObject("stopped"), stopped));
      state(node.putObject("last"), curve.last());
      ResultsJson.estimate(node.putObject("bestOverLast"), curve.lost());
      curve.won().ifPresent(won -> ResultsJson.estimate(node.putObject("stoppedOverLast"), won));
    }
  }

  private static void point(ObjectNode node, TrainingCurve.Point point) {
    node.put("trained", point.trained());
    ResultsJson.estimate(node.putObject("accuracy"), point.accuracy());
    point.agreement().ifPresent(of -> ResultsJson.estimate(node.putObject("agreement"), of));
    point.pgr().ifPresent(pgr -> ResultsJson.estimate(node.putObject("pgr"), pgr));
  }

  private static void state(ObjectNode node, TrainingCurve.State state) {
    node.put("trained", state.trained());
    ResultsJson.estimate(node.putObject("accuracy"), state.accuracy());
    state.pgr().ifPresent(pgr -> ResultsJson.estimate(node.putObject("pgr"), pgr));
  }

  private static void saliency(ObjectNode node, Saliency saliency) {
    ResultsJson.estimate(node.putObject("before"), saliency.before());
    ArrayNode after = node.putArray("after");
    for (Saliency.After one : saliency.after()) {
      ObjectNode probe = after.addObject();
      probe.put("method", one.method());
      ResultsJson.estimate(probe.putObject("accuracy"), one.accuracy());
      ResultsJson.estimate(probe.putObject("overBefore"), one.gain());
      ResultsJson.estimate(probe.putObject("overStudent"), one.aboveStudent());
    }
  }
}
