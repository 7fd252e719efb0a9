package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsParquetTest {
  @TempDir Path temp;

  @Test
  void rowsAreThoseOfTheCsvWithNumbersAsNumbers() throws IOException, SQLException {
    CsvText csv = new CsvText();
    csv.line(ResultsCsv.HEADER);
    csv.line(row(Map.of("study", "a", "seed", "0", "rows", "600", "accuracy", "0.8", "pgr", "")));
    csv.line(row(Map.of("study", "a", "seed", "all", "no_gap", "no gap, none", "rows", "600")));
    Path file = temp.resolve("it's results.parquet");

    ResultsParquet.write(csv.toString(), file);

    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM read_parquet('" + file.toString().replace("'", "''") + "')")) {
      assertThat(rows.getMetaData().getColumnCount()).isEqualTo(ResultsCsv.HEADER.size());
      rows.next();
      assertThat(rows.getObject("rows")).isEqualTo(600L);
      assertThat(rows.getObject("accuracy")).isEqualTo(0.8);
      assertThat(rows.getObject("pgr")).isNull();
      rows.next();
      assertThat(rows.getObject("seed")).isEqualTo("all");
      assertThat(rows.getObject("no_gap")).isEqualTo("no gap, none");
      assertThat(rows.next()).isFalse();
    }
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).as("nothing half-made is left").containsExactly(file);
    }
  }

  private static List<String> row(Map<String, String> cells) {
    return ResultsCsv.HEADER.stream().map(name -> cells.getOrDefault(name, "")).toList();
  }
}
