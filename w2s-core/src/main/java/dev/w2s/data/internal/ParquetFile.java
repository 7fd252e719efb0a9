package dev.w2s.data.internal;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Parquet, decoded by DuckDB in blocks of rows. Lists, structs and maps keep their shape; dates
/// and times come as ISO text.
final class ParquetFile {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

  private ParquetFile() {}

  static void read(Path file, Predicate<SourceRecord> action) {
    long row = 0;
    boolean more = true;
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query(file))) {
      while (more && rows.next()) {
        row++;
        more = action.test(new SourceRecord(file, row, fields(rows)));
      }
    } catch (SQLException e) {
      String after = row == 0 ? "" : "after row " + row + " ";
      throw new BadInputException(
          Problem.in(file, after + "this is no readable parquet file: " + firstLine(e)));
    }
  }

  private static Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:", properties);
  }

  private static String query(Path file) {
    String literal = WILDCARD.matcher(file.toString()).replaceAll("[$0]").replace("'", "''");
    return "SELECT * FROM read_parquet('" + literal + "', binary_as_string = true)";
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
  }

  private static ObjectNode fields(ResultSet rows) throws SQLException {
    ObjectNode fields = NODES.objectNode();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      fields.set(rows.getMetaData().getColumnName(i), node(rows.getObject(i)));
    }
    return fields;
  }

  private static JsonNode node(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> NODES.nullNode();
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Byte number -> NODES.numberNode(number.intValue());
      case Short number -> NODES.numberNode(number.intValue());
      case Integer number -> NODES.numberNode(number.intValue());
      case Long number -> NODES.numberNode(number.longValue());
      case Float number -> NODES.numberNode(number.floatValue());
      case Double number -> NODES.numberNode(number.doubleValue());
      case BigInteger number -> NODES.numberNode(number);
      case BigDecimal number -> NODES.numberNode(number);
      case Array items -> list((Object[]) items.getArray());
      case DuckDBStruct struct -> object(struct.getMap());
      case Map<?, ?> map -> object(map);
      default -> NODES.stringNode(value.toString());
    };
  }

  private static ArrayNode list(@Nullable Object[] items) throws SQLException {
    ArrayNode list = NODES.arrayNode(items.length);
    for (Object item : items) {
      list.add(node(item));
    }
    return list;
  }

  private static ObjectNode object(Map<?, ?> entries) throws SQLException {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      object.set(String.valueOf(entry.getKey()), node(entry.getValue()));
    }
    return object;
  }
}
