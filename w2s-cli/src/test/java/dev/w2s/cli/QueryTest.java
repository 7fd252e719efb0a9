package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {
  @TempDir Path temp;

  @Test
  void studyThatRanIsAnsweredAbout() throws IOException {
    TinyStudy tiny = TinyStudy.in(temp);
    Path study = tiny.study("asked", "methods: [naive]", "seeds: 1");
    Path store = tiny.file("store");
    assertThat(
            Program.run("run", study, "--store", store, "--out", tiny.file("out"), "--plain")
                .code())
        .isZero();

    Program.Ended table = query(store, "select role, rows, method from evaluations order by role");
    assertThat(table.out())
        .isEqualTo(
            """
            role     rows  method
            ceiling  60
            student  60    naive
            weak     60
            (3 rows)
            """);
    assertThat(query(store, "select count(*) as n from predictions", "--csv").out())
        .isEqualTo("n\r\n240\r\n");
    assertThat(query(store, "select done = steps as whole from studies", "--json").out())
        .isEqualTo("{\"whole\":true}\n");
    Path file = tiny.file("curves.parquet");
    assertThat(query(store, "from curves", "--out", file).code()).isZero();
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void withoutAQuestionTheTablesArePrinted() {
    assertThat(Program.run("query").out()).contains("evaluations", "accuracy", "DOUBLE[]");
  }

  @Test
  void whatCannotBeAnsweredIsExplained() {
    Path store = temp.resolve("store");
    assertBad(query(store, "selec 1"), "this query cannot be answered: Parser Error");
    assertBad(query(store, "select 1", "--out", temp.resolve("a.xls")), ".parquet or .csv");
    assertBad(query(store, "select 1", "--out", temp.resolve("no/a.csv")), "no such folder");
    assertBad(query(store, "select 1", "--csv", "--json"), "mutually exclusive");
    assertThat(store).doesNotExist();
  }

  private static void assertBad(Program.Ended ended, String words) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(words);
  }

  private static Program.Ended query(Path store, Object... arguments) {
    Object[] all = new Object[arguments.length + 3];
    all[0] = "query";
    all[1] = "--store";
    all[2] = store;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Program.run(all);
  }
}
