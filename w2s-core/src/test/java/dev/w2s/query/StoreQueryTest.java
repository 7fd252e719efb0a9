package dev.w2s.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.data.Prediction;
import dev.w2s.data.PredictionFiles;
import dev.w2s.problem.BadInputException;
import dev.w2s.store.Claim;
import dev.w2s.store.Store;
import dev.w2s.store.StudyRecord;
import dev.w2s.store.StudyRecord.Answer;
import dev.w2s.store.StudyRecord.RecordedStep;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreQueryTest {
  private static final StepKey TRAINING = new StepKey("ab".repeat(32));
  private static final StepKey EVALUATION = new StepKey("cd".repeat(32));
  private static final StepKey OPEN = new StepKey("ef".repeat(32));
  private static final StepKey STRANGER = new StepKey("01".repeat(32));

  @TempDir Path temp;
  private Store store;

  @BeforeEach
  void fill() throws IOException {
    // Letters that mean something to SQL and to patterns of file names.
    store = Store.open(temp.resolve("it's [a] store"));
    store.record(
        new StudyRecord(
            "mine",
            "mood",
            "small",
            "large",
            List.of(
                new RecordedStep(TRAINING, "finetune", "seed 3: student (naive)", List.of()),
                new RecordedStep(EVALUATION, "evaluate", "seed 3: test student", List.of(TRAINING)),
                new RecordedStep(OPEN, "evaluate", "seed 3: test ceiling", List.of())),
            List.of(
                new Answer(3, "student", "naive", EVALUATION),
                new Answer(3, "ceiling", "", OPEN))));
    try (Claim claim = store.claim(TRAINING).orElseThrow()) {
      Files.writeString(
          claim.output().resolve("curve.jsonl"),
          """
          {"step":1,"rows":8,"loss":0.7,"learning-rate":1.0E-4}
          {"step":2,"rows":16,"loss":0.5,"learning-rate":2.0E-4,"agreement":0.75}
          """);
      claim.commit(
          Map.of("loss", 0.5), Map.of("seconds", "1.5", "finished", "2026-11-25T05:38:46.3Z"));
    }
    try (Claim claim = store.claim(EVALUATION).orElseThrow()) {
      PredictionFiles.write(
          claim.output().resolve("predictions.jsonl"),
          List.of(
              new Prediction("a", new float[] {0.25f, 0.75f}),
              new Prediction("b", new float[] {0.5f, 0.5f})));
      claim.commit(Map.of("rows", 2.0, "accuracy", 0.5), Map.of());
    }
    try (Claim claim = store.claim(STRANGER).orElseThrow()) {
      claim.commit(Map.of(), Map.of("title", "of no study"));
    }
  }

  @Test
  void studyTellsHowManyOfItsStepsAreDone() {
    assertThat(rows("select * from studies"))
        .containsExactly(List.of("mine", "mood", "small", "large", "3", "2"));
  }

  @Test
  void stepsAreThoseOfTheStudiesAndTheOthers() {
    assertThat(rows("select study, kind, title, done from steps order by title"))
        .containsExactly(
            List.of("", "", "of no study", "true"),
            List.of("mine", "finetune", "seed 3: student (naive)", "true"),
            List.of("mine", "evaluate", "seed 3: test ceiling", "false"),
            List.of("mine", "evaluate", "seed 3: test student", "true"));
    assertThat(
            rows(
                "select seconds, epoch(finished)::bigint, facts->>'loss' from steps where kind = 'finetune'"))
        .containsExactly(List.of("1.5", "1795585126", "0.5"));
  }

  @Test
  void evaluationsAreThoseThatHaveAResult() {
    assertThat(rows("select seed, role, method, rows, accuracy from evaluations"))
        .containsExactly(List.of("3", "student", "naive", "2", "0.5"));
  }

  @Test
  void predictionsHaveTheLikeliestClassAndTheFirstOfEquals() {
    assertThat(rows("select key, id, label, probabilities from predictions order by id"))
        .containsExactly(
            List.of(EVALUATION.hex(), "a", "1", "[0.25, 0.75]"),
            List.of(EVALUATION.hex(), "b", "0", "[0.5, 0.5]"));
  }

  @Test
  void curvesHaveTheirEntries() {
    assertThat(rows("FROM curves ORDER BY step DESC -- the last first"))
        .containsExactly(
            List.of(TRAINING.hex(), "2", "16", "0.5", "0.0002", "0.75"),
            List.of(TRAINING.hex(), "1", "8", "0.7", "0.0001", ""));
  }

  @Test
  void answerIsTextInThreeForms() throws IOException {
    Path file = temp.resolve("out.parquet");
    try (StoreQuery query =
        StoreQuery.of(store, "select 'a,b' as x, null as y, 2 as n, [1.5] as v;", temp)) {
      assertThat(query.columns()).containsExactly("x", "y", "n", "v");
      assertThat(query.csv()).isEqualTo("x,y,n,v\r\n\"a,b\",,2,[1.5]\r\n");
      assertThat(query.json()).containsExactly("{\"x\":\"a,b\",\"y\":null,\"n\":2,\"v\":[1.5]}");
      query.writeParquet(file);
      query.writeCsv(temp.resolve("out.csv"));
    }
    assertThat(temp.resolve("out.csv"))
        .content()
        .startsWith("x,y,n,v")
        .contains("\"a,b\",,2,[1.5]");
    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("PAR1")
        .endsWith("PAR1");
  }

  @Test
  void numbersThatAreNotFiniteAreNullInJson() {
    String sql =
        """
        select 'NaN' as t, 'nan'::double as a, ['inf'::double, 0.10] as b, {'c': '-inf'::float} as d,
          12345678901234567890.1234567890::decimal(38, 10) as e\
        """;
    try (StoreQuery query = StoreQuery.of(store, sql, temp)) {
      assertThat(query.json())
          .containsExactly(
              "{\"t\":\"NaN\",\"a\":null,\"b\":[null,0.1],\"d\":{\"c\":null},\"e\":12345678901234567890.1234567890}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe evaluations", "SHOW TABLES", "summarize curves"})
  void questionsAboutTheTablesAreAnswered(String sql) {
    assertThat(rows(sql)).hasSizeGreaterThan(3);
  }

  @Test
  void storeWithoutResultsHasEmptyTables() {
    try (StoreQuery query =
        StoreQuery.of(
            Store.view(temp.resolve("none")),
            "select count(*) from predictions, curves, steps, studies, evaluations",
            temp)) {
      assertThat(query.rows()).containsExactly(List.of("0"));
    }
  }

  @Test
  void wrongStatementIsExplained() {
    assertThatThrownBy(() -> rows("select acuracy from evaluations"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("this query cannot be answered:")
        .hasMessageContaining("acuracy")
        .hasMessageContaining("\"accuracy\"")
        .hasMessageNotContaining("LINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from read_csv('%s')",
        "select * from '%s'",
        "select content from read_text('%s')",
        "select 1; copy (select 1) to '%s'",
        "select 1; attach '%s' as other",
        "select 1; set enable_external_access = true",
        "select 1; install httpfs"
      })
  void statementReachesNoFile(String sql) throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> rows(sql.formatted(secret))).isInstanceOf(BadInputException.class);
    assertThat(secret).hasContent("a,b\n1,2\n");
  }

  @Test
  void storeStaysAsItIs() throws IOException {
    Path plan = store.root().resolve("studies/mine/plan.json");
    byte[] before = Files.readAllBytes(plan);
    assertThat(rows("select 1 as n; drop table studies; delete from steps"))
        .containsExactly(List.of("1"));
    assertThat(plan).hasBinaryContent(before);
    assertThat(rows("select count(*) from studies")).containsExactly(List.of("1"));
  }

  @Test
  void damagedPlanIsNamed() throws IOException {
    Path plan = store.root().resolve("studies/mine/plan.json");
    Files.writeString(plan, "{\"name\": \"mine\"");
    assertThatThrownBy(() -> rows("select 1"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(plan + ": this plan of a study is damaged");
  }

  private List<List<String>> rows(String sql) {
    try (StoreQuery query = StoreQuery.of(store, sql, temp)) {
      return query.rows();
    }
  }
}
