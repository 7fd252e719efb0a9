package dev.w2s.run;

import dev.w2s.data.ExampleFiles;
import dev.w2s.data.ExampleReader;
import dev.w2s.data.Examples;
import dev.w2s.model.Models;
import dev.w2s.store.Claim;
import dev.w2s.study.Labelling;
import dev.w2s.study.Plan;
import dev.w2s.study.PlannedStep;
import dev.w2s.study.Precision;
import dev.w2s.study.Step;
import dev.w2s.tensor.Device;
import dev.w2s.tensor.Libtorch;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Carries out the steps of a plan with the engine.
public final class EngineRunner implements StepRunner {
  private final Adapting adapting;
  private final Finetuning finetuning;
  private final Probing probing;
  private final Relabelling relabelling;
  private final Answering answering;
  private final Prompting prompting;
  private final Writing writing;
  private final Importing importing;
  private final Kept kept;
  private final Supervising supervising;
  private final Plan plan;
  private final int threads;
  private final Device device;
  private boolean checked;

  /// A runner for one plan.
  ///
  /// @param plan whose steps it carries out
  /// @param models where pretrained models come from
  /// @param kept results of the steps that others need
  /// @param threads to compute with; libtorch is started with the first step that needs it
  /// @param device to compute on
  /// @param checkpointEvery time from one checkpoint of a training to the next
  /// @param cancelled asked at each batch whether to stop
  public EngineRunner(
      Plan plan,
      Models models,
      Kept kept,
      int threads,
      Device device,
      Duration checkpointEvery,
      BooleanSupplier cancelled) {
    this.plan = plan;
    this.threads = threads;
    this.device = device;
    adapting = new Adapting(models, kept, checkpointEvery, cancelled);
    finetuning = new Finetuning(models, kept, checkpointEvery, cancelled);
    probing = new Probing(plan, models, kept, cancelled);
    relabelling = new Relabelling(kept);
    prompting = new Prompting(models, kept, cancelled);
    answering = new Answering(plan, models, kept, prompting, cancelled);
    writing = new Writing(plan, models, kept, checkpointEvery, cancelled);
    this.kept = kept;
    importing = new Importing(kept);
    supervising = new Supervising(kept);
  }

  @Override
  public Map<String, Double> run(PlannedStep planned, Claim claim, StepProgress progress) {
    if (!checked && !(planned.step() instanceof Step.MakeExamples)) {
      kept.requireRows(plan);
      checked = true;
    }
    return switch (planned.step()) {
      case Step.MakeExamples step -> makeExamples(step, claim);
      case Step.Finetune step when written(step.data()) ->
          started(step.recipe().precision()).writing.finetune(step, claim, progress);
      case Labelling.Label step when written(step.data()) ->
          started().writing.label(step, claim, progress);
      case Labelling.Relabel step when written(step.data()) -> writing.relabel(step, claim);
      case Step.Evaluate step when written(step.data()) ->
          started().writing.evaluate(step, claim, progress);
      case Step.Finetune step ->
          started(step.recipe().precision()).finetuning.run(step, claim, progress);
      case Step.Adapt step ->
          started(step.recipe().precision()).adapting.run(step, claim, progress);
      case Step.Embed step -> started(step.precision()).probing.embed(step, claim, progress);
      case Step.Probe step -> started().probing.probe(step, claim, progress);
      case Labelling.Label step -> started().answering.label(step, claim, progress);
      case Labelling.ImportLabels step -> importing.run(step, claim);
      case Step.Draw step -> supervising.draw(step, claim);
      case Labelling.Combine step -> supervising.combine(step, claim);
      case Labelling.Simulate step -> supervising.simulate(step, claim);
      case Labelling.Relabel step -> started().relabelling.run(step, claim);
      case Step.Choose step -> started().answering.choose(step, claim, progress);
      case Labelling.Shots step -> prompting.draw(step, claim);
      case Step.Bound step -> started().probing.bound(step);
      case Step.Evaluate step -> started().answering.evaluate(step, claim, progress);
    };
  }

  private boolean written(Step.Data data) {
    return kept.examples(data.examples()).written();
  }

  private EngineRunner started() {
    Libtorch.start(threads, device);
    // What the step before has freed.
    Libtorch.releaseFreed();
    return this;
  }

  /// Refuses what the device cannot do before a model is loaded.
  private EngineRunner started(Precision precision) {
    EngineRunner started = started();
    Libtorch.use(precision);
    return started;
  }

  private static Map<String, Double> makeExamples(Step.MakeExamples step, Claim claim) {
    Examples examples = ExampleReader.read(step.task());
    ExampleFiles.write(claim.output().resolve(Artifact.EXAMPLES), examples);
    return Map.of(
        "train", (double) examples.train().size(), "test", (double) examples.test().size());
  }
}
