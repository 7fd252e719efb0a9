package dev.w2s.study;

import dev.w2s.data.Part;
import dev.w2s.data.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Plans where weak labels come from.
final class SupervisorPlanner {
  private final ModelPlanner models;
  private final PlanSteps steps;
  private final Function<Source, String> fingerprints;

  SupervisorPlanner(ModelPlanner models, PlanSteps steps, Function<Source, String> fingerprints) {
    this.models = models;
    this.steps = steps;
    this.fingerprints = fingerprints;
  }

  /// The steps that give the weak labels of the transfer rows and of the test rows.
  Labelling.Said weak(Step.Data data, Supervisor weak) {
    return weak(data, weak, "");
  }

  /// @param which ` 2 of 3`, where it is one of several; ends the titles
  private Labelling.Said weak(Step.Data data, Supervisor weak, String which) {
    return switch (weak) {
      case Supervisor.Trained trained -> supervisor(data, trained, which);
      case Supervisor.Labels file -> imported(data, file, which);
      case Supervisor.Several several -> combined(data, several);
      case Supervisor.Boosted boosted -> boosted(data, boosted);
      case Supervisor.Simulated simulated -> simulated(data, simulated);
    };
  }

  private Labelling.Said supervisor(Step.Data data, Supervisor.Trained weak, String which) {
    ModelTraining training = models.supervise(data, weak.model(), weak.recipe());
    Optional<Part> also = data.divided() ? Optional.of(Part.HELD_OUT) : Optional.empty();
    return said("supervisor" + which, "weak labels" + which, training, also);
  }

  private Labelling.Said imported(Step.Data data, Supervisor.Labels weak, String which) {
    String fingerprint = fingerprints.apply(new Source.File(weak.file()));
    return given(
        data, new Labelling.ImportLabels(weak.file(), fingerprint, data, weak.votes()), which);
  }

  /// Where the combination is fitted on gold labels, these are of rows that no supervisor saw.
  private Labelling.Said combined(Step.Data data, Supervisor.Several several) {
    Step.Data rows = several.combination().fitsOnSuperviseGold() ? data.dividing() : data;
    int all = several.members().size();
    List<Labelling.Said> members = new ArrayList<>();
    for (Supervisor member : several.members()) {
      members.add(weak(rows, member, " %d of %d".formatted(members.size() + 1, all)));
    }
    return given(rows, new Labelling.Combine(members, several.combination(), rows), "");
  }

  /// Each supervisor but the first learns from rows that are drawn by how those before it did.
  private Labelling.Said boosted(Step.Data data, Supervisor.Boosted boosted) {
    int all = boosted.combination().supervisors();
    Supervisor.Trained weak = boosted.model();
    List<Labelling.Said> members = new ArrayList<>();
    Optional<StepKey> drawn = Optional.empty();
    for (int n = 1; n <= all; n++) {
      String which = " %d of %d".formatted(n, all);
      ModelTraining training = models.supervise(data, weak.model(), weak.recipe()).on(drawn);
      members.add(
          said("supervisor" + which, "weak labels" + which, training, Optional.of(Part.SUPERVISE)));
      if (n < all) {
        List<StepKey> answers = members.stream().map(Labelling.Said::labels).toList();
        drawn =
            Optional.of(
                steps.add(
                    data,
                    "rows for supervisor %d of %d".formatted(n + 1, all),
                    new Step.Draw(answers, data, data.seed())));
      }
    }
    return given(data, new Labelling.Combine(members, boosted.combination(), data), "");
  }

  private Labelling.Said simulated(Step.Data data, Supervisor.Simulated simulated) {
    Optional<Labelling.Said> model =
        simulated.error().structure().needsProbabilities()
            ? Optional.of(
                simulated
                    .model()
                    .map(weak -> supervisor(data, weak, " with the errors"))
                    .orElseGet(() ->
                        said(
                            "ceiling",
                            "labels of ceiling",
                            models.ceiling(data),
                            Optional.empty())))
            : Optional.empty();
    return given(data, new Labelling.Simulate(simulated.error(), data, model, data.seed()), "");
  }

  /// What a training says of all rows.
  private Labelling.Said said(
      String role, String title, ModelTraining training, Optional<Part> also) {
    return new Labelling.Said(
        models.label(role, title, training, training.data(), also),
        models.testLabels(role, training));
  }

  /// Weak labels of a step that gives those of all rows.
  private Labelling.Said given(Step.Data data, Step step, String which) {
    StepKey labels = steps.add(data, "weak labels" + which, step);
    Step test = new Step.Evaluate(labels, data, List.of());
    return new Labelling.Said(labels, steps.add(data, "test weak labels" + which, test));
  }
}
