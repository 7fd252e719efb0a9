package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.finding.Analyses.Dispute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Finds the test rows on which a student and the weak labels differ most, for people to read.
final class Disputes {
  /// So many of each student for which it is right, and so many for which the weak labels are.
  private static final int EACH = 5;

  private Disputes() {}

  /// Those of one student, the most distant first.
  static List<Dispute> of(String method, List<Example> rows, Answers weak, Answers student) {
    double[][] weakMeans = weak.means();
    double[][] studentMeans = student.means();
    List<Dispute> all = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Dispute dispute = dispute(method, rows.get(i), weakMeans[i], studentMeans[i]);
      if (dispute.weak() != dispute.student()) {
        all.add(dispute);
      }
    }
    all.sort(Comparator.comparingDouble(Dispute::distance).reversed().thenComparing(Dispute::id));
    List<Dispute> picked = new ArrayList<>(first(all, Dispute::studentRight));
    picked.addAll(first(all, dispute -> dispute.weak() == dispute.gold()));
    return picked;
  }

  private static List<Dispute> first(List<Dispute> all, Predicate<Dispute> which) {
    return all.stream().filter(which).limit(EACH).toList();
  }

  private static Dispute dispute(String method, Example row, double[] weak, double[] student) {
    int weakClass = largest(weak);
    int studentClass = largest(student);
    return new Dispute(
        method,
        row.id(),
        row.texts(),
        row.label(),
        weakClass,
        weak[weakClass],
        studentClass,
        student[studentClass],
        distance(weak, student));
  }

  private static int largest(double[] of) {
    int best = 0;
    for (int c = 1; c < of.length; c++) {
      best = of[c] > of[best] ? c : best;
    }
    return best;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int c = 0; c < one.length; c++) {
      sum += Math.abs(one[c] - other[c]);
    }
    return sum / 2;
  }
}
