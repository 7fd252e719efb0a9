package dev.w2s.cli;

import dev.w2s.study.LossSetting;
import dev.w2s.study.Methods;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s methods`.
@Command(name = "methods", description = "Lists the methods, with formula, source and settings.")
final class MethodsCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    lines(out, "", Methods.NOTATION);
    for (Methods.Entry entry : Methods.all().values()) {
      out.println();
      out.println(entry.name());
      lines(out, "  ", entry.description());
      lines(out, "  loss      ", entry.formula());
      lines(out, "  source    ", entry.source());
      entry.more().forEach(line -> lines(out, "  ", line));
      settings(out, entry.settings());
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static void settings(PrintWriter out, List<LossSetting> settings) {
    String label = "  settings  ";
    int widest = settings.stream().mapToInt(s -> text(s).length()).max().orElse(0);
    for (LossSetting setting : settings) {
      String text = text(setting) + " ".repeat(widest - text(setting).length());
      lines(out, label + text + "  ", setting.comment());
      label = " ".repeat(label.length());
    }
  }

  private static String text(LossSetting setting) {
    return setting.key() + ": " + setting.value();
  }

  /// Words after a label, in as many lines as they need, below each other.
  private static void lines(PrintWriter out, String label, String words) {
    StringBuilder line = new StringBuilder(label);
    for (String word : words.split(" ", -1)) {
      if (line.length() > label.length() && line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line.replace(0, line.length(), " ".repeat(label.length()));
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
