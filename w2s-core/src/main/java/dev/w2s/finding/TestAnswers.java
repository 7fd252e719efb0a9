package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import dev.w2s.study.Method;
import dev.w2s.study.Plan;
import dev.w2s.study.Plan.SeedRun;
import dev.w2s.study.StepKey;
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
    rows = plan.study().weak().files().isEmpty() ? List.copyOf(test) : covered(test);
  }

  /// The rows that all roles are scored on.
  List<Example> rows() {
    return rows;
  }

  int[] gold() {
    return rows.stream().mapToInt(Example::label).toArray();
  }

  Answers weak() {
    return new Answers(
        "the weak labels", answers(plan.runs().stream().map(SeedRun::weak).toList()));
  }

  Answers ceiling() {
    return new Answers("the ceiling", answers(plan.runs().stream().map(SeedRun::ceiling).toList()));
  }

  /// One for each method, in the study's order.
  List<Answers> students() {
    List<Answers> students = new ArrayList<>();
    for (Method method : plan.study().methods()) {
      int index = students.size();
      List<StepKey> keys = plan.runs().stream().map(run -> run.students().get(index)).toList();
      students.add(new Answers("the student (" + method.name() + ")", answers(keys)));
    }
    return students;
  }

  /// The answers of some steps, one for each seed.
  ///
  /// @param role for people
  Answers of(String role, List<StepKey> keys) {
    return new Answers(role, answers(keys));
  }

  private List<Example> covered(List<Example> test) {
    List<Example> left = test;
    for (SeedRun run : plan.runs()) {
      Map<String, Prediction> answers = byId(run.weak());
      left = left.stream().filter(row -> answers.containsKey(row.id())).toList();
    }
    if (left.isEmpty()) {
      throw new BadInputException(
          ("the file of weak labels holds none of the %,d test rows, so that its accuracy is"
                  + " unknown; add rows for test ids such as '%s'")
              .formatted(test.size(), test.getFirst().id()));
    }
    return left;
  }

  private List<List<Prediction>> answers(List<StepKey> keys) {
    return keys.stream().map(this::answers).toList();
  }

  private List<Prediction> answers(StepKey key) {
    Map<String, Prediction> answers = byId(key);
    List<Prediction> result = new ArrayList<>();
    for (Example row : rows) {
      Prediction answer = answers.get(row.id());
      if (answer == null) {
        throw damaged(key, "holds no answer for test row '" + row.id() + "'");
      }
      result.add(answer);
    }
    return result;
  }

  private Map<String, Prediction> byId(StepKey key) {
    Map<String, Prediction> answers = new HashMap<>();
    for (Prediction prediction : predictions.apply(key)) {
      requireProbabilities(key, prediction);
      if (answers.put(prediction.id(), prediction) != null) {
        throw damaged(key, "answers row '" + prediction.id() + "' twice");
      }
    }
    return answers;
  }

  private void requireProbabilities(StepKey key, Prediction prediction) {
    int classes = plan.study().task().classes().size();
    if (prediction.probabilities().length != classes) {
      throw damaged(
          key,
          "answers row '%s' with %d probabilities in place of %d"
              .formatted(prediction.id(), prediction.probabilities().length, classes));
    }
    for (float probability : prediction.probabilities()) {
      if (!(probability >= 0 && probability <= 1.0001f)) {
        throw damaged(
            key,
            "answers row '%s' with the probability %s".formatted(prediction.id(), probability));
      }
    }
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
