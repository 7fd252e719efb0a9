package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.StepKey;
import dev.w2s.study.Supervisor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The kept predictions of all roles on the same test rows.
///
/// A file of weak labels need not hold all test rows. Then every role is scored on those it holds,
/// for a difference of accuracies on different rows would be a difference of rows too.
final class TestAnswers {
  private final Plan plan;
  private final Function<StepKey, List<Prediction>> predictions;
  private final List<Example> rows;

  TestAnswers(Plan plan, Function<StepKey, List<Prediction>> predictions, List<Example> test) {
    this.plan = plan;
    this.predictions = predictions;
    rows = plan.study().weak() instanceof Supervisor.Labels ? covered(test) : List.copyOf(test);
  }

  /// The rows that all roles are scored on.
  List<Example> rows() {
    return rows;
  }

  int[] gold() {
    return rows.stream().mapToInt(Example::label).toArray();
  }

  Answers weak() {
    return new Answers("the weak labels", labels(plan.runs().stream().map(SeedRun::weak).toList()));
  }

  Answers ceiling() {
    return new Answers("the ceiling", labels(plan.runs().stream().map(SeedRun::ceiling).toList()));
  }

  /// One for each method, in the study's order.
  List<Answers> students() {
    List<Answers> students = new ArrayList<>();
    for (Method method : plan.study().methods()) {
      int index = students.size();
      List<StepKey> keys = plan.runs().stream().map(run -> run.students().get(index)).toList();
      students.add(new Answers("the student (" + method.name() + ")", labels(keys)));
    }
    return students;
  }

  private List<Example> covered(List<Example> test) {
    List<Example> left = test;
    for (SeedRun run : plan.runs()) {
      Map<String, Integer> labels = byId(run.weak());
      left = left.stream().filter(row -> labels.containsKey(row.id())).toList();
    }
    if (left.isEmpty()) {
      throw new BadInputException(
          ("the file of weak labels holds none of the %,d test rows, so that its accuracy is"
                  + " unknown; add rows for test ids such as '%s'")
              .formatted(test.size(), test.getFirst().id()));
    }
    return left;
  }

  private List<int[]> labels(List<StepKey> keys) {
    return keys.stream().map(this::labels).toList();
  }

  private int[] labels(StepKey key) {
    Map<String, Integer> labels = byId(key);
    int[] result = new int[rows.size()];
    for (int i = 0; i < result.length; i++) {
      Integer label = labels.get(rows.get(i).id());
      if (label == null) {
        throw damaged(key, "holds no answer for test row '" + rows.get(i).id() + "'");
      }
      result[i] = label;
    }
    return result;
  }

  private Map<String, Integer> byId(StepKey key) {
    int classes = plan.study().task().classes().size();
    Map<String, Integer> labels = new HashMap<>();
    for (Prediction prediction : predictions.apply(key)) {
      if (prediction.probabilities().length != classes) {
        throw damaged(
            key,
            "answers row '%s' with %d probabilities in place of %d"
                .formatted(prediction.id(), prediction.probabilities().length, classes));
      }
      if (labels.put(prediction.id(), prediction.label()) != null) {
        throw damaged(key, "answers row '" + prediction.id() + "' twice");
      }
    }
    return labels;
  }

  private static FailedException damaged(StepKey key, String what) {
    return new FailedException(
        "the kept result of step "
            + key.brief()
            + " "
            + what
            + "; delete its folder and run again");
  }
}
