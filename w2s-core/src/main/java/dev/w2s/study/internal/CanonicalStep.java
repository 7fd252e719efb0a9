package dev.w2s.study.internal;

import dev.w2s.data.Part;
import dev.w2s.data.Task;
import dev.w2s.study.AnswerGeneration;
import dev.w2s.study.LabelCombination;
import dev.w2s.study.LabelTransform;
import dev.w2s.study.Labelling;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Precision;
import dev.w2s.study.SimulatedError;
import dev.w2s.study.Step;
import dev.w2s.study.StepKey;
import dev.w2s.study.TrainingLabels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The canonical JSON of a step, which its key is the SHA-256 of: keys sorted, no white space,
/// values that change the result and no others. Names, descriptions, roles and folders are left
/// out; a fingerprint stands for what a path or a model's name leads to.
///
/// Records are taken apart by patterns, so that a component added to one does not compile before it
/// is decided whether a key depends on it.
public final class CanonicalStep {
  // The version of a kind grows whenever its code gives another result for the same settings: every
  // kept result of the kind is then made anew.
  private static final int EXAMPLES = 1;
  private static final int LABEL = 1;
  private static final int IMPORT_LABELS = 1;
  private static final int DRAW = 1;
  private static final int COMBINE = 1;
  private static final int SIMULATE = 1;
  private static final int RELABEL = 1;
  private static final int SHOTS = 1;
  private static final int BOUND = 1;
  private static final int CHOOSE = 1;
  private static final int EVALUATE = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CanonicalStep() {}

  /// The hexadecimal digits of the key.
  public static String sha256(Step step) {
    return sha256(json(step));
  }

  /// The hexadecimal digits of a text's hash.
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The name of the step's kind.
  public static String kind(Step step) {
    return JSON.readTree(json(step)).required("kind").asString();
  }

  /// The JSON that is hashed.
  public static String json(Step step) {
    return JSON.writeValueAsString(
        switch (step) {
          case Step.MakeExamples(Task task, List<String> fingerprints) ->
              node("examples", EXAMPLES, CanonicalTask.of(task, fingerprints));
          case Step.Adapt adapt -> CanonicalTraining.adapt(adapt);
          case Step.Finetune finetune -> CanonicalTraining.finetune(finetune);
          case Step.Embed embed -> CanonicalTraining.embed(embed);
          case Step.Probe probe -> CanonicalTraining.probe(probe);
          case Labelling.Label label -> label(label);
          case Labelling.ImportLabels imported -> imported(imported);
          case Step.Draw(List<StepKey> answers, Step.Data data, long seed) ->
              node(
                  "draw",
                  DRAW,
                  Map.of(
                      "answers", answers.stream().map(StepKey::hex).toList(),
                      "data", CanonicalData.of(data),
                      "seed", seed));
          case Labelling.Combine(
                  List<Labelling.Said> members,
                  LabelCombination combination,
                  Step.Data data) ->
              node(
                  "combine",
                  COMBINE,
                  Map.of(
                      "members", members.stream().map(CanonicalStep::said).toList(),
                      "combination", LabelCombinationSettings.canonical(combination),
                      "data", CanonicalData.of(data)));
          case Labelling.Simulate simulate -> simulated(simulate);
          case Labelling.Relabel relabel -> relabel(relabel);
          case Labelling.Shots shots -> shots(shots);
          case Step.Bound(Step.Data data, StepKey weak, StepKey strong) ->
              node(
                  "bound",
                  BOUND,
                  Map.of(
                      "data", CanonicalData.of(data),
                      "weak", weak.hex(),
                      "strong", strong.hex()));
          case Step.Choose(List<StepKey> trainings, Step.Data data, TrainingLabels labels, _) ->
              node(
                  "choose",
                  CHOOSE,
                  Map.of(
                      "trainings", trainings.stream().map(StepKey::hex).toList(),
                      "data", CanonicalData.of(data),
                      "labels", labels(labels)));
          case Step.Evaluate evaluate -> evaluate(evaluate);
        });
  }

  static Map<String, Object> node(String kind, int version, Map<String, Object> settings) {
    Map<String, Object> node = new TreeMap<>(settings);
    node.put("kind", kind);
    node.put("version", version);
    return node;
  }

  private static Map<String, Object> imported(Labelling.ImportLabels step) {
    return switch (step) {
      case Labelling.ImportLabels(
              Path file,
              String fingerprint,
              Step.Data data,
              Optional<LabelCombination> votes) -> {
        Map<String, Object> node =
            node(
                "import-labels",
                IMPORT_LABELS,
                Map.of(
                    "fingerprint", fingerprint,
                    "format", CanonicalTask.format(file.getFileName()),
                    "data", CanonicalData.of(data)));
        votes.ifPresent(how -> node.put("votes", LabelCombinationSettings.canonical(how)));
        yield node;
      }
    };
  }

  static List<String> said(Labelling.Said said) {
    return List.of(said.labels().hex(), said.test().hex());
  }

  private static Map<String, Object> simulated(Labelling.Simulate step) {
    return switch (step) {
      case Labelling.Simulate(
              SimulatedError error,
              Step.Data data,
              Optional<Labelling.Said> model,
              long seed) -> {
        Map<String, Object> node =
            node(
                "simulate",
                SIMULATE,
                Map.of(
                    "error", SimulatedErrorSettings.canonical(error),
                    "data", CanonicalData.of(data),
                    "seed", seed));
        model.ifPresent(said -> node.put("model", said(said)));
        yield node;
      }
    };
  }

  private static Map<String, Object> label(Labelling.Label step) {
    return switch (step) {
      // What else the model reads follows from the model.
      case Labelling.Label(
              StepKey model,
              Step.Data data,
              Optional<Part> also,
              _,
              AnswerGeneration generation) -> {
        Map<String, Object> node =
            node("label", LABEL, Map.of("model", model.hex(), "data", CanonicalData.of(data)));
        also.ifPresent(part -> node.put("also", lower(part)));
        generated(node, generation);
        yield node;
      }
    };
  }

  private static Map<String, Object> evaluate(Step.Evaluate step) {
    return switch (step) {
      case Step.Evaluate(StepKey of, Step.Data data, _, AnswerGeneration generation) -> {
        Map<String, Object> node =
            node("evaluate", EVALUATE, Map.of("of", of.hex(), "data", CanonicalData.of(data)));
        generated(node, generation);
        yield node;
      }
    };
  }

  private static void generated(Map<String, Object> node, AnswerGeneration generation) {
    if (!generation.equals(AnswerGeneration.GREEDY)) {
      node.put("generation", AnswerGenerationSettings.canonical(generation));
    }
  }

  private static Map<String, Object> relabel(Labelling.Relabel step) {
    return switch (step) {
      case Labelling.Relabel(
              StepKey labels,
              List<LabelTransform> transforms,
              Step.Data data,
              Optional<StepKey> features,
              Optional<StepKey> student,
              long seed) -> {
        Map<String, Object> node =
            node(
                "relabel",
                RELABEL,
                Map.of(
                    "labels", labels.hex(),
                    "transforms",
                        transforms.stream().map(LabelTransformSettings::canonical).toList(),
                    "data", CanonicalData.of(data),
                    "seed", seed));
        features.ifPresent(key -> node.put("features", key.hex()));
        student.ifPresent(key -> node.put("student", key.hex()));
        yield node;
      }
    };
  }

  private static Map<String, Object> shots(Labelling.Shots step) {
    return switch (step) {
      case Labelling.Shots(
              Step.Data data,
              TrainingLabels labels,
              int count,
              ModelSpec model,
              String fingerprint,
              Precision precision,
              long seed) ->
          node(
              "shots",
              SHOTS,
              Map.of(
                  "data", CanonicalData.of(data),
                  "labels", labels(labels),
                  "count", count,
                  "model", fingerprint,
                  "layers", layers(model),
                  "precision", lower(precision),
                  "seed", seed));
    };
  }

  static Object layers(ModelSpec model) {
    return model.layers().isEmpty() ? "all" : model.layers().getAsInt();
  }

  static String labels(TrainingLabels labels) {
    return switch (labels) {
      case TrainingLabels.Gold() -> "gold";
      case TrainingLabels.Weak(StepKey from) -> from.hex();
    };
  }

  /// One spelling for 0 and -0.
  static double number(double value) {
    return value + 0.0;
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
