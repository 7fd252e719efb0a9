package dev.w2s.run;

import dev.w2s.data.Example;
import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.data.Split;
import dev.w2s.data.WeakLabelFile;
import dev.w2s.label.LabelCombinations;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.store.Claim;
import dev.w2s.study.Labelling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Carries out [Labelling.ImportLabels].
final class Importing {
  private final Kept kept;

  Importing(Kept kept) {
    this.kept = kept;
  }

  Map<String, Double> run(Labelling.ImportLabels step, Claim claim) {
    List<String> classes = kept.examples(step.data().examples()).classes();
    Map<String, Prediction> labels =
        step.votes()
            .map(how -> LabelCombinations.read(step.file(), classes, how))
            .orElseGet(() -> WeakLabelFile.read(step.file(), classes));
    Split split = kept.split(step.data());
    List<Example> trainedOn =
        Stream.concat(split.transfer().stream(), split.validation().stream()).toList();
    requireAll(step.file(), labels, trainedOn);
    requireSome(step.file(), labels, split.test());
    List<Prediction> taken =
        Stream.of(trainedOn, split.heldOut(), split.test())
            .flatMap(List::stream)
            .map(row -> labels.get(row.id()))
            .filter(Objects::nonNull)
            .toList();
    PredictionFiles.write(claim.output().resolve(Artifact.PREDICTIONS), taken);
    return Map.of("rows", (double) taken.size());
  }

  // Found here, before anything is trained that could not be compared with the labels.
  private static void requireSome(Path file, Map<String, Prediction> labels, List<Example> test) {
    if (test.stream().noneMatch(row -> labels.containsKey(row.id()))) {
      throw new BadInputException(
          Problem.in(
              file,
              "none of the %,d test rows has a label here, so that the labels' own accuracy is unknown; add rows for test ids such as '%s'"
                  .formatted(test.size(), test.getFirst().id())));
    }
  }

  // The ceiling learns from the student's rows, so a row without a weak label would have to leave
  // both: the user decides that, by the task's data.
  private static void requireAll(Path file, Map<String, Prediction> labels, List<Example> rows) {
    List<String> missing =
        rows.stream().map(Example::id).filter(id -> !labels.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      throw new BadInputException(
          Problem.in(
              file,
              "%,d of the %,d rows that the student learns from have no label here, such as '%s'; label every row of the task, or leave the others out of its data"
                  .formatted(missing.size(), rows.size(), missing.getFirst())));
    }
  }
}
