package dev.w2s.report.internal;

import dev.w2s.finding.Analyses.Bound;
import dev.w2s.finding.Analyses.ChosenRates;
import dev.w2s.finding.FewShot;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.Role;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.finding.LengthControl;
import dev.w2s.finding.Saliency;
import dev.w2s.finding.TrainingCurve;
import dev.w2s.measure.Estimate;
import dev.w2s.report.internal.Page.Cell;
import dev.w2s.report.internal.Page.Section;
import dev.w2s.report.internal.Page.SectionRow;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Tables of what a study looked into beyond its main numbers.
final class AnalysisSections {
  private AnalysisSections() {}

  /// Those that the study asked for, and what its task allows.
  static List<Section> of(Findings findings) {
    List<Section> sections = new ArrayList<>();
    if (!findings.analyses().curves().isEmpty()) {
      sections.add(overfitting(findings.analyses().curves()));
    }
    if (!findings.analyses().rates().isEmpty()) {
      sections.add(rates(findings));
    }
    findings.analyses().bound().ifPresent(found -> sections.add(bound(findings, found)));
    findings.analyses().saliency().ifPresent(found -> sections.add(saliency(findings, found)));
    findings.analyses().fewShot().ifPresent(found -> sections.add(fewShot(findings, found)));
    findings
        .analyses()
        .lengthControl()
        .ifPresent(found -> sections.add(lengthControl(findings, found)));
    return sections;
  }

  private static Section lengthControl(Findings findings, LengthControl found) {
    List<SectionRow> rows = new ArrayList<>();
    rows.add(controlled("weak labels", found.roles().getFirst()));
    for (StudentFinding student : findings.students()) {
      rows.add(controlled("student, " + student.method(), found.roles().get(rows.size())));
    }
    rows.add(controlled("ceiling", found.roles().getLast()));
    return new Section(
        "What is left where length gives nothing away",
        "Pairs whose better text is the longer one (%s) and those whose better text is the shorter one (%s) count alike: always taking the longer text is right on %s of all pairs of different length, and on half of these."
            .formatted(
                Words.count(found.longer()),
                Words.count(found.shorter()),
                Words.percent(found.longerIsBetter())),
        List.of(
            "accuracy, both alike",
            "where the longer is better",
            "where the shorter is better",
            "above weak, both alike"),
        rows);
  }

  private static SectionRow controlled(String name, LengthControl.Controlled of) {
    return new SectionRow(
        name,
        List.of(
            percent(of.accuracy(), List.of()),
            percent(of.whereLonger(), List.of()),
            percent(of.whereShorter(), List.of()),
            of.overWeak().map(AnalysisSections::points).orElse(Cell.EMPTY)));
  }

  private static Section overfitting(List<TrainingCurve> curves) {
    return new Section(
        "What it costs to train to the end",
        "Three states of each training, for every seed its own: the one that is best on the test rows, an oracle that chooses by the rows it is judged on; the one where a student agrees most with its weak labels, and the ceiling with gold labels, on the validation rows; and the last.",
        List.of(
            "best, by an oracle",
            "stopped by its labels",
            "last",
            "best – last, points",
            "stopped – last, points"),
        curves.stream().map(AnalysisSections::overfitting).toList());
  }

  private static SectionRow overfitting(TrainingCurve curve) {
    return new SectionRow(
        name(curve.role(), curve.method()),
        List.of(
            state(curve.best()),
            curve.stopped().map(AnalysisSections::state).orElse(Cell.EMPTY),
            state(curve.last()),
            points(curve.lost()),
            curve.won().map(AnalysisSections::points).orElse(Cell.EMPTY)));
  }

  private static Cell state(TrainingCurve.State state) {
    List<String> below = new ArrayList<>();
    state
        .pgr()
        .ifPresent(of ->
            below.add("PGR %s %s".formatted(Words.pgr(of.value()), Words.pgrEnds(of.interval()))));
    below.add("after %.0f %%".formatted(100 * state.trained()));
    return percent(state.accuracy(), below);
  }

  private static Section rates(Findings findings) {
    return new Section(
        "Learning rates that were chosen",
        "Of several, the one whose model agrees most, on the validation rows, with the labels it was trained on: weak labels for students, gold labels for the ceiling.",
        Stream.concat(Stream.of("tried"), seeds(findings)).toList(),
        findings.analyses().rates().stream().map(AnalysisSections::rates).toList());
  }

  private static SectionRow rates(ChosenRates of) {
    String tried = of.tried().stream().map(Words::rate).collect(Collectors.joining(", "));
    return new SectionRow(
        name(of.role(), of.method()),
        Stream.concat(Stream.of(tried), of.chosen().stream().map(Words::rate))
            .map(AnalysisSections::word)
            .toList());
  }

  private static Section bound(Findings findings, Bound found) {
    Study study = findings.plan().study();
    return new Section(
        "What the representations foretell",
        "How much of what the supervisor cannot tell by its pretrained features the student could learn by its own, from 0 to 1: the operator norm of P_s (I - P_w) on the transfer rows, without any labels (arXiv 2502.00620). The more, the further a student may fall short of its ceiling; what it says of one study alone is little.",
        Stream.concat(Stream.of("mean"), seeds(findings)).toList(),
        List.of(
            new SectionRow(
                study.weak().source() + " → " + study.strong(),
                DoubleStream.concat(
                        DoubleStream.of(found.value()),
                        found.seeds().stream().mapToDouble(Double::doubleValue))
                    .mapToObj(Words::thousandth)
                    .map(AnalysisSections::word)
                    .toList())));
  }

  private static Stream<String> seeds(Findings findings) {
    return findings.seeds().stream().map(seed -> "seed " + seed.seed());
  }

  private static Cell word(String text) {
    return new Cell(text, "", List.of());
  }

  private static Section saliency(Findings findings, Saliency saliency) {
    List<SectionRow> rows = new ArrayList<>();
    rows.add(plain("weak labels", findings.weak()));
    rows.add(plain("probe of the pretrained model", saliency.before()));
    for (Saliency.After after : saliency.after()) {
      student(findings, after.method())
          .ifPresent(of -> rows.add(plain("student, " + of.method(), of.accuracy())));
      rows.add(
          new SectionRow(
              "probe of student, " + after.method(),
              List.of(
                  percent(after.accuracy(), List.of()),
                  points(after.gain()),
                  points(after.aboveStudent()))));
    }
    rows.add(plain("ceiling", findings.ceiling()));
    return new Section(
        "What the features hold",
        "Linear probes on gold labels of the supervise half, which no student was trained on: on the features of the pretrained model, and on those of each student after its weak labels (arXiv 2312.09390, section 5.2.2).",
        List.of("accuracy", "above the pretrained model's probe", "above its student"),
        rows);
  }

  private static Section fewShot(Findings findings, FewShot found) {
    List<SectionRow> rows = new ArrayList<>();
    rows.add(plain("weak labels", findings.weak()));
    rows.add(
        new SectionRow(
            "shown weak labels",
            List.of(
                percent(found.weak(), List.of()),
                percent(found.agreement(), List.of()),
                Cell.EMPTY)));
    rows.add(
        new SectionRow(
            "shown gold labels",
            List.of(percent(found.gold(), List.of()), Cell.EMPTY, points(found.lost()))));
    rows.add(plain("ceiling", findings.ceiling()));
    return new Section(
        "What the strong model says untrained",
        "The pretrained model, shown %s with labels in a prompt, names the class whose word it finds likeliest (arXiv 2312.09390, section 5.2.1). The same rows are shown with gold and with weak labels."
            .formatted(Words.counted(found.shots(), "row")),
        List.of("accuracy", "agrees with weak labels", "above weak labels shown"),
        rows);
  }

  private static Optional<StudentFinding> student(Findings findings, String method) {
    return findings.students().stream().filter(of -> of.method().equals(method)).findFirst();
  }

  private static SectionRow plain(String name, Estimate accuracy) {
    return new SectionRow(name, List.of(percent(accuracy, List.of()), Cell.EMPTY, Cell.EMPTY));
  }

  private static Cell percent(Estimate of, List<String> below) {
    return new Cell(Words.percent(of.value()), Words.ends(of.interval()), below);
  }

  private static Cell points(Estimate of) {
    String points = Words.points(of.value()).replace(" points", "");
    return new Cell((of.value() > 0 ? "+" : "") + points, Words.ends(of.interval()), List.of());
  }

  private static String name(Role role, String method) {
    return switch (role) {
      case WEAK -> "supervisor";
      case STUDENT -> "student, " + method;
      case CEILING -> "ceiling";
    };
  }
}
