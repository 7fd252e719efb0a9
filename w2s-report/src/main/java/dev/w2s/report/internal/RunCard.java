package dev.w2s.report.internal;

import dev.w2s.data.Source;
import dev.w2s.finding.Findings;
import dev.w2s.finding.Findings.StudentFinding;
import dev.w2s.hub.HubAddress;
import dev.w2s.measure.Estimate;
import dev.w2s.report.Background;
import dev.w2s.report.Fact;
import dev.w2s.study.ModelSpec;
import dev.w2s.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a study was and found, in the form that model hubs show: Markdown, with metadata in YAML
/// before it (the Hugging Face hub's "Model Cards", with `model-index` for the numbers).
public final class RunCard {
  private static final List<String> HEADER =
      List.of("model", "accuracy", "95 %", "n", "above weak", "95 %", "PGR", "95 %");

  private static final String FOLDER = "file:";

  private final Findings findings;
  private final Study study;
  private final Background background;
  private final StringBuilder text = new StringBuilder();

  private RunCard(Findings findings, Background background) {
    this.findings = findings;
    this.study = findings.plan().study();
    this.background = background;
  }

  /// The whole file.
  public static String of(Findings findings, Background background) {
    return new RunCard(findings, background).write();
  }

  private String write() {
    metadata();
    text.append("\n# ").append(study.name()).append("\n\n");
    text.append(shown(Words.answer(findings))).append("\n\n");
    table();
    list("What to know", findings.notes());
    list("Protocol", Protocol.of(findings));
    list("Provenance", background.provenance().stream().map(RunCard::fact).toList());
    text.append("\n## Study\n\n").append(fenced(withoutFolders(background.explained())));
    return text.toString();
  }

  /// A card is for others, to whom folders of this machine say nothing.
  private String withoutFolders(String of) {
    String shown = of;
    for (ModelSpec model : findings.plan().models().keySet()) {
      String source = model.source();
      if (source.startsWith(FOLDER)) {
        shown = shown.replace(source, source.substring(source.lastIndexOf('/') + 1));
      }
    }
    return shown;
  }

  private void metadata() {
    text.append("---\nlibrary_name: w2s\npipeline_tag: text-classification\n");
    text.append("tags:\n- weak-to-strong\n");
    // Hubs take these two for the names of their own repositories.
    if (study.strong().source().startsWith(HubAddress.SCHEME)) {
      String model = HubAddress.parse(study.strong().source()).repository();
      text.append("base_model: ").append(quoted(model)).append('\n');
    }
    List<String> data = repositories();
    if (!data.isEmpty()) {
      text.append("datasets:\n");
      data.forEach(one -> text.append("- ").append(quoted(one)).append('\n'));
    }
    text.append("metrics:\n- accuracy\n");
    text.append("model-index:\n- name: ").append(quoted(study.name())).append("\n  results:\n");
    result("weak labels", findings.weak());
    findings.students().forEach(of -> result("student, " + of.method(), of.accuracy()));
    result("ceiling", findings.ceiling());
    text.append("---\n");
  }

  private List<String> repositories() {
    return study.task().sources().stream()
        .filter(Source.Hub.class::isInstance)
        .map(source -> ((Source.Hub) source).address().repository())
        .distinct()
        .toList();
  }

  private void result(String name, Estimate accuracy) {
    text.append("  - task: {type: text-classification}\n    dataset: {name: ")
        .append(quoted(study.task().name()))
        .append(", type: ")
        .append(quoted(study.task().name()))
        .append(", split: test}\n    metrics:\n    - {type: accuracy, name: ")
        .append(quoted(name))
        .append(", value: ")
        .append(accuracy.value())
        .append("}\n");
  }

  private void table() {
    row(HEADER);
    row(HEADER.stream().map(_ -> "---").toList());
    row(cells("weak labels: " + study.weak().source(), findings.weak(), List.of("", "", "", "")));
    findings.students().forEach(student -> row(cells(student)));
    List<String> gap = new ArrayList<>(difference(findings.gap()));
    gap.addAll(List.of("", ""));
    row(cells("ceiling: " + study.strong(), findings.ceiling(), gap));
  }

  private static List<String> cells(StudentFinding student) {
    List<String> more = new ArrayList<>(difference(student.gain()));
    more.addAll(Words.recovery(student.recovery()));
    return cells("student, " + student.method(), student.accuracy(), more);
  }

  private static List<String> cells(String name, Estimate accuracy, List<String> more) {
    Stream<String> first =
        Stream.of(
            name,
            Words.percent(accuracy.value()),
            Words.ends(accuracy.interval()),
            Words.count(accuracy.rows()));
    return Stream.concat(first, more.stream()).toList();
  }

  private static List<String> difference(Estimate of) {
    return List.of(Words.points(of.value()), Words.ends(of.interval()));
  }

  private void row(List<String> cells) {
    text.append(cells.stream().map(this::shown).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n## ").append(heading).append("\n\n");
      lines.forEach(line -> text.append("- ").append(shown(line)).append('\n'));
    }
  }

  private static String fact(Fact fact) {
    return fact.name() + ": " + fact.value();
  }

  /// A text in double quotes, which mean the same in YAML as in JSON.
  private static String quoted(String of) {
    return JsonNodeFactory.instance.stringNode(of).toString();
  }

  private String shown(String of) {
    return plain(withoutFolders(of));
  }

  /// A text on one line that says nothing to Markdown.
  private static String plain(String of) {
    return of.replaceAll("\\s+", " ").replaceAll("[\\\\`*_<>|\\[\\]#]", "\\\\$0");
  }

  /// A block of code: its fence is longer than any in it.
  private static String fenced(String code) {
    String fence = "```";
    while (code.contains(fence)) {
      fence += "`";
    }
    return fence + "yaml\n" + code.stripTrailing() + "\n" + fence + "\n";
  }
}
