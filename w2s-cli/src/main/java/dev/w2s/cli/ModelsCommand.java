package dev.w2s.cli;

import dev.w2s.model.Catalogue;
import dev.w2s.model.CatalogueEntry;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `w2s models`.
@Command(
    name = "models",
    description = "Lists the models that have short names.",
    footer = {
      "",
      "A study may also name a model by its source:",
      "  mvn:group:artifact:version!/path   a file in a jar of a Maven repository",
      "  hf:org/name@revision               safetensors of the Hugging Face hub (HF_TOKEN, HF_HOME, HF_ENDPOINT)",
      "  file:folder                        config.json, *.safetensors, tokenizer.json or vocab.txt"
    })
final class ModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Columns columns = Columns.of("name", "parameters", "download", "licence", "source");
    for (CatalogueEntry entry : Catalogue.entries()) {
      columns.row(
          entry.name(),
          "%.1f M".formatted(entry.parameters() / 1e6),
          "%d MB".formatted(Math.round(entry.download() / 1e6)),
          entry.licence(),
          entry.source());
    }
    columns.print(spec.commandLine().getOut());
    for (CatalogueEntry entry : Catalogue.entries()) {
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "%n%s: %s%n", entry.name(), entry.description());
    }
    spec.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
