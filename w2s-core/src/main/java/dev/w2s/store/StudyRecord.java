package dev.w2s.store;

import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.StepKey;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What a store remembers of a study that was run on it: its steps, and who gave which answers.
///
/// @param name of the study
/// @param task of the study
/// @param weak where the weak labels come from: models, files of labels, simulated errors
/// @param strong the model of student and ceiling
/// @param steps each after those it needs
/// @param answers the evaluations that the study reports
public record StudyRecord(
    String name,
    String task,
    String weak,
    String strong,
    List<RecordedStep> steps,
    List<Answer> answers) {
  public StudyRecord {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(weak, "weak");
    Objects.requireNonNull(strong, "strong");
    steps = List.copyOf(steps);
    answers = List.copyOf(answers);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "study must be a name of a-z, 0-9 and - but was '" + name + "'");
    }
  }

  /// A step of the study.
  ///
  /// @param key of the step
  /// @param kind `finetune`, `label`, ...
  /// @param title for people
  /// @param needs steps whose results it reads
  public record RecordedStep(StepKey key, String kind, String title, List<StepKey> needs) {
    public RecordedStep {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(title, "title");
      needs = List.copyOf(needs);
    }

    private static RecordedStep of(PlannedStep step) {
      return new RecordedStep(step.key(), step.kind(), step.title(), step.needs());
    }
  }

  /// Who gave the answers of an evaluation.
  ///
  /// @param seed of the repetition
  /// @param role `weak`, `student` or `ceiling`
  /// @param method how the student learned; empty for the others
  /// @param key of the evaluation
  public record Answer(long seed, String role, String method, StepKey key) {
    public Answer {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(key, "key");
    }
  }

  /// What is to be remembered of a plan.
  public static StudyRecord of(Plan plan) {
    Study study = plan.study();
    return new StudyRecord(
        study.name(),
        study.task().name(),
        study.weak().source(),
        study.strong().toString(),
        plan.steps().stream().map(RecordedStep::of).toList(),
        plan.runs().stream().flatMap(run -> answers(study, run).stream()).toList());
  }

  private static List<Answer> answers(Study study, Plan.SeedRun run) {
    List<Answer> answers = new ArrayList<>(List.of(new Answer(run.seed(), "weak", "", run.weak())));
    for (int m = 0; m < run.students().size(); m++) {
      String method = study.methods().get(m).name();
      answers.add(new Answer(run.seed(), "student", method, run.students().get(m)));
    }
    answers.add(new Answer(run.seed(), "ceiling", "", run.ceiling()));
    return answers;
  }
}
