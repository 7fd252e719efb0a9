package dev.w2s.finding;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.finding.Findings.SeedFinding;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.measure.Bootstrap;
import dev.w2s.measure.Outcomes;
import dev.w2s.measure.Pgr;
import dev.w2s.measure.Resamples;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Scores kept predictions.
final class FindingsReader {
  private final Plan plan;
  private final int testRows;
  private final Answers weakAnswers;
  private final Answers ceilingAnswers;
  private final List<Answers> studentAnswers;
  private final Outcomes weak;
  private final Outcomes ceiling;
  private final List<Outcomes> students;
  private final List<Outcomes> agreements;
  private final Resamples resamples;

  FindingsReader(Plan plan, Function<StepKey, List<Prediction>> predictions, List<Example> test) {
    this.plan = plan;
    testRows = test.size();
    TestAnswers answers = new TestAnswers(plan, predictions, test);
    int[] gold = answers.gold();
    weakAnswers = answers.weak();
    ceilingAnswers = answers.ceiling();
    studentAnswers = answers.students();
    weak = Outcomes.of(weakAnswers.labels(), gold);
    ceiling = Outcomes.of(ceilingAnswers.labels(), gold);
    students = studentAnswers.stream().map(s -> Outcomes.of(s.labels(), gold)).toList();
    agreements =
        studentAnswers.stream()
            .map(s -> Outcomes.agreement(s.labels(), weakAnswers.labels()))
            .toList();
    resamples = Bootstrap.STANDARD.of(all());
  }

  Findings read() {
    return new Findings(
        plan,
        resamples.accuracy(weak),
        resamples.accuracy(ceiling),
        resamples.difference(ceiling, weak),
        IntStream.range(0, students.size()).mapToObj(this::student).toList(),
        IntStream.range(0, plan.runs().size()).mapToObj(this::seed).toList(),
        testEvaluations(),
        notes());
  }

  private List<Outcomes> all() {
    List<Outcomes> all = new ArrayList<>(List.of(weak, ceiling));
    all.addAll(students);
    all.addAll(agreements);
    return all;
  }

  private StudentFinding student(int index) {
    Outcomes student = students.get(index);
    return new StudentFinding(
        plan.study().methods().get(index).name(),
        resamples.accuracy(student),
        resamples.difference(student, weak),
        resamples.accuracy(agreements.get(index)),
        Pgr.of(resamples, weak, student, ceiling, plan.study().task().classes().size()));
  }

  private SeedFinding seed(int index) {
    return new SeedFinding(
        plan.runs().get(index).seed(),
        weak.accuracy(index),
        ceiling.accuracy(index),
        students.stream().map(student -> student.accuracy(index)).toList());
  }

  private int testEvaluations() {
    return (int)
        plan.steps().stream()
            .filter(step -> step.step() instanceof Step.Evaluate)
            .map(PlannedStep::key)
            .distinct()
            .count();
  }

  private List<String> notes() {
    Notes notes = new Notes(plan, weak.rows()).ofProtocol(testRows);
    notes.ofWeak(resamples.accuracy(weak)).ofCollapse(weakAnswers).ofCollapse(ceilingAnswers);
    for (int i = 0; i < students.size(); i++) {
      Answers student = studentAnswers.get(i);
      notes.ofCollapse(student);
      notes.ofStudent(student, resamples.difference(students.get(i), ceiling));
    }
    return notes.lines();
  }
}
