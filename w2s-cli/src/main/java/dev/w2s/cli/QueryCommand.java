package dev.w2s.cli;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.query.StoreQuery;
import dev.w2s.query.StoreTable;
import dev.w2s.store.Store;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `w2s query`.
@Command(
    name = "query",
    description = {
      "Answers a question in SQL over all studies of a store; changes nothing in it.",
      "Without a question, prints the tables and their columns."
    })
final class QueryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions storeOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "Such as \"select study, avg(accuracy) from evaluations group by study\".")
  private @Nullable String sql;

  @ArgGroup private @Nullable Form form;

  /// What an answer looks like where it is no table on the screen.
  private static final class Form {
    @Option(names = "--csv", description = "Prints the answer as CSV.")
    private boolean csv;

    @Option(names = "--json", description = "Prints the answer as JSON, one object a line.")
    private boolean json;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Writes the answer to a file, whose name ends with .parquet or .csv.")
    private @Nullable Path out;
  }

  @Override
  public Integer call() {
    PrintWriter screen = spec.commandLine().getOut();
    if (sql == null) {
      tables(screen);
    } else {
      answer(sql, form == null ? new Form() : form, storeOptions.view(), screen);
    }
    return CommandLine.ExitCode.OK;
  }

  private static void tables(PrintWriter screen) {
    Columns columns = Columns.of("table", "column", "type", "meaning");
    for (StoreTable table : StoreTable.values()) {
      for (StoreTable.Column column : table.columns()) {
        columns.row(table.sqlName(), column.name(), column.type(), column.meaning());
      }
    }
    columns.print(screen);
  }

  private static void answer(String sql, Form form, Store store, PrintWriter screen) {
    Path folder = form.out == null ? Path.of("") : folder(form.out);
    try (StoreQuery query = StoreQuery.of(store, sql, folder)) {
      if (form.out != null) {
        write(query, form.out);
      } else if (form.json) {
        query.json().forEach(screen::println);
      } else if (form.csv) {
        screen.print(query.csv());
      } else {
        table(query, screen);
      }
      screen.flush();
    }
  }

  private static void table(StoreQuery query, PrintWriter screen) {
    Columns columns = Columns.of(query.columns().toArray(String[]::new));
    List<List<String>> rows = query.rows();
    rows.forEach(row -> columns.row(row.toArray(String[]::new)));
    columns.print(screen);
    screen.printf("(%d %s)%n", rows.size(), rows.size() == 1 ? "row" : "rows");
  }

  private static void write(StoreQuery query, Path file) {
    if (file.toString().endsWith(".parquet")) {
      query.writeParquet(file);
    } else {
      query.writeCsv(file);
    }
  }

  // Looked at before the question is asked: an answer may take its time.
  private static Path folder(Path file) {
    Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
    if (!file.toString().endsWith(".parquet") && !file.toString().endsWith(".csv")) {
      throw new BadInputException(
          Problem.in(file, "the name of an answer's file must end with .parquet or .csv"));
    }
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      throw new BadInputException(Problem.in(file, "there is no such folder to write it into"));
    }
    return folder;
  }
}
